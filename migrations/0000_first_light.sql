CREATE TABLE `sign_in_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `sign_in_accounts_user` ON `sign_in_accounts` (`user_id`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`capabilities` text NOT NULL,
	`requests_per_minute` integer DEFAULT 600 NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`disabled_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash_unique` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE INDEX `api_keys_workspace` ON `api_keys` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `campaigns` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`subaccount_id` text NOT NULL,
	`template_id` text,
	`name` text NOT NULL,
	`client_batch_id` text,
	`state` text NOT NULL,
	`chain` text,
	`total` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `campaigns_workspace` ON `campaigns` (`workspace_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `campaigns_sending` ON `campaigns` (`created_at`) WHERE state = 'sending';--> statement-breakpoint
CREATE TABLE `channels` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`provider` text NOT NULL,
	`sandbox` integer DEFAULT false NOT NULL,
	`name` text NOT NULL,
	`phone_number` text NOT NULL,
	`graph_base_url` text NOT NULL,
	`graph_version` text DEFAULT 'v24.0' NOT NULL,
	`waba_id` text NOT NULL,
	`phone_number_id` text NOT NULL,
	`app_id` text NOT NULL,
	`sealed_token` text NOT NULL,
	`sealed_app_secret` text NOT NULL,
	`sealed_verify_token` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `channels_workspace` ON `channels` (`workspace_id`);--> statement-breakpoint
CREATE INDEX `channels_waba` ON `channels` (`waba_id`);--> statement-breakpoint
CREATE TABLE `flows` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`name` text NOT NULL,
	`categories` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`created_by` text,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`channel_id`) REFERENCES `channels`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `flows_workspace` ON `flows` (`workspace_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `members` (
	`workspace_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`log_access` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`workspace_id`, `user_id`),
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `members_user` ON `members` (`user_id`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`subaccount_id` text NOT NULL,
	`campaign_id` text,
	`direction` text NOT NULL,
	`phone_number` text NOT NULL,
	`kind` text NOT NULL,
	`content` text NOT NULL,
	`template_id` text,
	`public_id` text,
	`flow_token` text,
	`client_message_id` text,
	`send_state` text,
	`delivery` text,
	`attempt` integer DEFAULT 0 NOT NULL,
	`claimed_at` integer,
	`due_at` integer,
	`provider_message_id` text,
	`error_code` integer,
	`error_text` text,
	`sent_at` integer,
	`delivered_at` integer,
	`read_at` integer,
	`submitted_at` integer,
	`failed_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `messages_workspace` ON `messages` (`workspace_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `messages_campaign` ON `messages` (`campaign_id`,`send_state`,`delivery`);--> statement-breakpoint
CREATE INDEX `messages_client` ON `messages` (`channel_id`,`client_message_id`);--> statement-breakpoint
CREATE INDEX `messages_contact` ON `messages` (`channel_id`,`phone_number`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `messages_provider` ON `messages` (`channel_id`,`direction`,`provider_message_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `messages_token` ON `messages` (`workspace_id`,`flow_token`);--> statement-breakpoint
CREATE INDEX `messages_open` ON `messages` (`send_state`,`due_at`) WHERE send_state in ('pending', 'claimed', 'unknown');--> statement-breakpoint
CREATE TABLE `named_texts` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`public_id` text NOT NULL,
	`name` text NOT NULL,
	`sha256` text NOT NULL,
	`size` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	FOREIGN KEY (`public_id`) REFERENCES `versions`(`public_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `named_texts_version` ON `named_texts` (`public_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `rate_limits` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`count` integer NOT NULL,
	`last_request` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rate_limits_key_unique` ON `rate_limits` (`key`);--> statement-breakpoint
CREATE TABLE `raw_event_parts` (
	`raw_event_id` text NOT NULL,
	`part` integer NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`raw_event_id`, `part`),
	FOREIGN KEY (`raw_event_id`) REFERENCES `raw_events`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `raw_events` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`dedupe_key` text NOT NULL,
	`size` integer NOT NULL,
	`encoding` text DEFAULT 'utf-8' NOT NULL,
	`state` text NOT NULL,
	`problem` text,
	`attempt` integer DEFAULT 0 NOT NULL,
	`received_at` integer NOT NULL,
	`processed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `raw_events_dedupe` ON `raw_events` (`channel_id`,`dedupe_key`);--> statement-breakpoint
CREATE INDEX `raw_events_open` ON `raw_events` (`received_at`) WHERE state = 'stored';--> statement-breakpoint
CREATE INDEX `raw_events_workspace` ON `raw_events` (`workspace_id`,`state`,`received_at`);--> statement-breakpoint
CREATE TABLE `response_columns` (
	`flow_id` text NOT NULL,
	`key` text NOT NULL,
	`workspace_id` text NOT NULL,
	`label` text NOT NULL,
	`kind` text NOT NULL,
	`options` text,
	`position` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`flow_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `responses` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`flow_id` text NOT NULL,
	`public_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`message_id` text,
	`provider_message_id` text NOT NULL,
	`phone_number` text,
	`contact_name` text,
	`flow_token` text,
	`answers` text NOT NULL,
	`submitted_at` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `responses_provider` ON `responses` (`channel_id`,`provider_message_id`);--> statement-breakpoint
CREATE INDEX `responses_flow` ON `responses` (`flow_id`,`submitted_at`,`id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL,
	`token` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`user_id` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token_unique` ON `sessions` (`token`);--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `subaccounts` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `subaccounts_workspace` ON `subaccounts` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `templates` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`provider_template_id` text,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`category` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`components` text NOT NULL,
	`public_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`channel_id`) REFERENCES `channels`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`public_id`) REFERENCES `versions`(`public_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `templates_key` ON `templates` (`channel_id`,`name`,`language`) WHERE status <> 'DELETED';--> statement-breakpoint
CREATE INDEX `templates_workspace` ON `templates` (`workspace_id`,`updated_at`);--> statement-breakpoint
CREATE INDEX `templates_version` ON `templates` (`public_id`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`image` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);--> statement-breakpoint
CREATE TABLE `verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verifications_identifier` ON `verifications` (`identifier`);--> statement-breakpoint
CREATE TABLE `versions` (
	`public_id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`flow_id` text NOT NULL,
	`number` integer NOT NULL,
	`state` text NOT NULL,
	`provider_flow_id` text,
	`provider_status` text,
	`sha256` text,
	`size` integer,
	`publish_started_at` integer,
	`published_at` integer,
	`published_by` text,
	`deprecated_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`flow_id`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `versions_flow_number` ON `versions` (`flow_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `versions_one_draft` ON `versions` (`flow_id`) WHERE state = 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX `versions_provider` ON `versions` (`workspace_id`,`provider_flow_id`);--> statement-breakpoint
CREATE INDEX `versions_publishing` ON `versions` (`publish_started_at`);--> statement-breakpoint
CREATE TABLE `workspaces` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TRIGGER `versions_frozen` BEFORE UPDATE ON `versions`
WHEN OLD.state <> 'draft' AND (
	NEW.sha256 IS NOT OLD.sha256 OR NEW.size IS NOT OLD.size OR NEW.flow_id IS NOT OLD.flow_id
	OR NEW.public_id IS NOT OLD.public_id OR NEW.number IS NOT OLD.number OR NEW.workspace_id IS NOT OLD.workspace_id
	OR NEW.published_at IS NOT OLD.published_at OR NEW.state = 'draft'
	OR (OLD.state = 'deprecated' AND NEW.state <> 'deprecated')
)
BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END;
--> statement-breakpoint
CREATE TRIGGER `versions_published_whole` BEFORE UPDATE ON `versions`
WHEN NEW.state <> 'draft' AND (NEW.sha256 IS NULL OR NEW.size IS NULL OR NEW.published_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a published version needs its hash, size and time'); END;
--> statement-breakpoint
CREATE TRIGGER `versions_kept` BEFORE DELETE ON `versions`
WHEN OLD.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'a published version is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER `versions_not_replaced` BEFORE INSERT ON `versions`
WHEN EXISTS (SELECT 1 FROM `versions` WHERE `state` <> 'draft' AND (
	`public_id` = NEW.public_id OR (`flow_id` = NEW.flow_id AND `number` = NEW.number)
	OR (`workspace_id` = NEW.workspace_id AND `provider_flow_id` = NEW.provider_flow_id)
))
BEGIN SELECT RAISE(ABORT, 'a published version is never replaced'); END;
--> statement-breakpoint
CREATE TRIGGER `versions_not_displaced` BEFORE UPDATE OF `public_id`, `flow_id`, `number`, `provider_flow_id` ON `versions`
WHEN EXISTS (SELECT 1 FROM `versions` WHERE `state` <> 'draft' AND `public_id` <> OLD.public_id AND (
	`public_id` = NEW.public_id OR (`flow_id` = NEW.flow_id AND `number` = NEW.number)
	OR (`workspace_id` = NEW.workspace_id AND `provider_flow_id` = NEW.provider_flow_id)
))
BEGIN SELECT RAISE(ABORT, 'a published version is never replaced'); END;

CREATE TABLE `share_guests` (
	`id` text PRIMARY KEY NOT NULL,
	`link_id` text NOT NULL,
	`secret_hash` text NOT NULL,
	`name` text,
	`admitted` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`link_id`) REFERENCES `share_links`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `share_guests_secret_hash_unique` ON `share_guests` (`secret_hash`);--> statement-breakpoint
CREATE INDEX `share_guests_link` ON `share_guests` (`link_id`);--> statement-breakpoint
CREATE INDEX `share_guests_expiry` ON `share_guests` (`expires_at`);--> statement-breakpoint
CREATE TABLE `share_links` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`flow_id` text NOT NULL,
	`public_id` text,
	`access` text NOT NULL,
	`label` text DEFAULT '' NOT NULL,
	`token_hash` text NOT NULL,
	`password_hash` text,
	`tries` integer DEFAULT 0 NOT NULL,
	`tries_since` integer DEFAULT 0 NOT NULL,
	`expires_at` integer,
	`revoked_at` integer,
	`closed_at` integer,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`last_opened_at` integer,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `share_links_token_hash_unique` ON `share_links` (`token_hash`);--> statement-breakpoint
CREATE INDEX `share_links_flow` ON `share_links` (`workspace_id`,`flow_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `share_links_expiry` ON `share_links` (`expires_at`) WHERE expires_at is not null and closed_at is null;--> statement-breakpoint
CREATE TABLE `share_tickets` (
	`hash` text PRIMARY KEY NOT NULL,
	`guest_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`guest_id`) REFERENCES `share_guests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `share_tickets_expiry` ON `share_tickets` (`expires_at`);--> statement-breakpoint
CREATE INDEX `share_tickets_guest` ON `share_tickets` (`guest_id`);
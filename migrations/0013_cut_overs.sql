CREATE TABLE `cut_over_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`cut_over_id` text NOT NULL,
	`key` text NOT NULL,
	`what` text NOT NULL,
	`at` integer NOT NULL,
	`by` text,
	`about` text,
	`words` text,
	`n` integer,
	FOREIGN KEY (`cut_over_id`) REFERENCES `cut_overs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cut_over_events_once` ON `cut_over_events` (`cut_over_id`,`key`);--> statement-breakpoint
CREATE TABLE `cut_over_templates` (
	`cut_over_id` text NOT NULL,
	`template_id` text NOT NULL,
	`choice` text NOT NULL,
	`new_template_id` text,
	`wanted` text,
	`refusal` text,
	PRIMARY KEY(`cut_over_id`, `template_id`),
	FOREIGN KEY (`cut_over_id`) REFERENCES `cut_overs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `cut_overs` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`flow_id` text NOT NULL,
	`old_public_id` text NOT NULL,
	`new_public_id` text NOT NULL,
	`state` text NOT NULL,
	`moved_at` integer,
	`deprecate_at` integer,
	`trouble` text,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`flow_id`) REFERENCES `flows`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cut_overs_one_running` ON `cut_overs` (`flow_id`) WHERE state in ('running', 'rolling-back');--> statement-breakpoint
CREATE INDEX `cut_overs_flow` ON `cut_overs` (`flow_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `cut_overs_workspace` ON `cut_overs` (`workspace_id`,`state`);--> statement-breakpoint
ALTER TABLE `messages` ADD `moved_from` text;--> statement-breakpoint
CREATE INDEX `messages_moved` ON `messages` (`moved_from`,`template_id`) WHERE moved_from is not null;
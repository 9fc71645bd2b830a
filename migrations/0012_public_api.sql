CREATE TABLE `api_requests` (
	`key_id` text NOT NULL,
	`name_hash` text NOT NULL,
	`fingerprint` text NOT NULL,
	`makes` text NOT NULL,
	`runner` text,
	`held_until` integer NOT NULL,
	`status` integer,
	`answer` text,
	`answer_path` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`key_id`, `name_hash`)
);
--> statement-breakpoint
CREATE INDEX `api_requests_expiry` ON `api_requests` (`expires_at`);--> statement-breakpoint
ALTER TABLE `messages` ADD `scheduled_at` integer;
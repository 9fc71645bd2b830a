CREATE TABLE `check_ticks` (
	`public_id` text NOT NULL,
	`check` text NOT NULL,
	`by_id` text NOT NULL,
	`by_name` text NOT NULL,
	`at` integer NOT NULL,
	`sha256` text NOT NULL,
	PRIMARY KEY(`public_id`, `check`),
	FOREIGN KEY (`public_id`) REFERENCES `versions`(`public_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `messages_version` ON `messages` (`public_id`,`direction`,`created_at`);
ALTER TABLE `channels` ADD `secrets_set_at` text;--> statement-breakpoint
ALTER TABLE `channels` ADD `test` text;--> statement-breakpoint
ALTER TABLE `channels` ADD `health` text;--> statement-breakpoint
ALTER TABLE `channels` ADD `tests_rest_until` integer;--> statement-breakpoint
ALTER TABLE `channels` ADD `sends_rest_until` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `channels_number` ON `channels` (`workspace_id`,`phone_number_id`) WHERE provider = 'cloud-api';
ALTER TABLE `versions` ADD `publish_note` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `versions` ADD `rehearsal_waived_by` text;--> statement-breakpoint
ALTER TABLE `versions` ADD `rehearsal_waived_at` integer;
ALTER TABLE `versions` ADD `copy_due_at` integer;--> statement-breakpoint
CREATE INDEX `versions_copy_due` ON `versions` (`copy_due_at`);
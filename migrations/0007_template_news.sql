CREATE TABLE `template_changes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`template_id` text NOT NULL,
	`at` integer NOT NULL,
	`what` text NOT NULL,
	`was` text,
	`became` text,
	`reason` text,
	FOREIGN KEY (`template_id`) REFERENCES `templates`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `template_changes_template` ON `template_changes` (`template_id`,`id`);--> statement-breakpoint
ALTER TABLE `templates` ADD `advice` text;--> statement-breakpoint
ALTER TABLE `templates` ADD `quality` text;--> statement-breakpoint
ALTER TABLE `templates` ADD `coming_category` text;--> statement-breakpoint
ALTER TABLE `templates` ADD `coming_category_at` integer;--> statement-breakpoint
-- What happens to a template is written down by the statement that does it, so that no crash comes between.
CREATE TRIGGER `templates_made` AFTER INSERT ON `templates`
BEGIN INSERT INTO `template_changes` (`template_id`, `at`, `what`, `became`)
VALUES (NEW.id, NEW.created_at, 'status', NEW.status); END;
--> statement-breakpoint
CREATE TRIGGER `templates_status_changed` AFTER UPDATE OF `status` ON `templates` WHEN NEW.status <> OLD.status
BEGIN INSERT INTO `template_changes` (`template_id`, `at`, `what`, `was`, `became`, `reason`)
VALUES (NEW.id, NEW.updated_at, 'status', OLD.status, NEW.status, NEW.reason); END;
--> statement-breakpoint
CREATE TRIGGER `templates_category_changed` AFTER UPDATE OF `category` ON `templates` WHEN NEW.category <> OLD.category
BEGIN INSERT INTO `template_changes` (`template_id`, `at`, `what`, `was`, `became`)
VALUES (NEW.id, NEW.updated_at, 'category', OLD.category, NEW.category); END;
--> statement-breakpoint
CREATE TRIGGER `templates_quality_changed` AFTER UPDATE OF `quality` ON `templates` WHEN NEW.quality IS NOT OLD.quality
BEGIN INSERT INTO `template_changes` (`template_id`, `at`, `what`, `was`, `became`)
VALUES (NEW.id, NEW.updated_at, 'quality', OLD.quality, NEW.quality); END;
--> statement-breakpoint
CREATE TRIGGER `templates_category_coming` AFTER UPDATE OF `coming_category` ON `templates`
WHEN NEW.coming_category IS NOT NULL AND NEW.coming_category IS NOT OLD.coming_category
BEGIN INSERT INTO `template_changes` (`template_id`, `at`, `what`, `was`, `became`)
VALUES (NEW.id, NEW.updated_at, 'coming-category', NEW.category, NEW.coming_category); END;
--> statement-breakpoint
INSERT INTO `template_changes` (`template_id`, `at`, `what`, `became`)
SELECT `id`, `created_at`, 'status', 'PENDING' FROM `templates`;
--> statement-breakpoint
INSERT INTO `template_changes` (`template_id`, `at`, `what`, `was`, `became`, `reason`)
SELECT `id`, `updated_at`, 'status', 'PENDING', `status`, `reason` FROM `templates` WHERE `status` <> 'PENDING';

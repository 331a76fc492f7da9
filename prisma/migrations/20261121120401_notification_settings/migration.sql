-- What a person wants to be notified of (NOTIFY-2): what they chose of NotificationSettings, the rest is as its defaults say.
ALTER TABLE "settings" ADD COLUMN "notifications" JSONB NOT NULL DEFAULT '{}';

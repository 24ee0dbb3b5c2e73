CREATE INDEX IF NOT EXISTS "security_events_at" ON "security_events" USING btree ("at");

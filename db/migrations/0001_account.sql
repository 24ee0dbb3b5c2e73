CREATE TABLE "recovery_codes" (
	"user_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recovery_codes_user_id_hash_pk" PRIMARY KEY("user_id","hash")
);
--> statement-breakpoint
ALTER TABLE "sessions" DROP CONSTRAINT "sessions_method";--> statement-breakpoint
ALTER TABLE "security_events" ADD COLUMN "place" text;--> statement-breakpoint
ALTER TABLE "security_events" ADD COLUMN "session_id" uuid;--> statement-breakpoint
ALTER TABLE "security_events" ADD COLUMN "disowned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "place" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "first_seen_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "email_sign_in" text DEFAULT 'on' NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "recovery_started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "recovery_told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "security_events_disowned" ON "security_events" USING btree ("user_id","at") WHERE "security_events"."type" = 'disowned';--> statement-breakpoint
CREATE INDEX "users_recovery_started_at" ON "users" USING btree ("recovery_started_at") WHERE "users"."recovery_started_at" is not null;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_method" CHECK ("sessions"."method" in ('passkey', 'email', 'recovery'));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_email_sign_in" CHECK ("users"."email_sign_in" in ('on', 'off', 'paused'));
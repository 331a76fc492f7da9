-- AlterTable
ALTER TABLE "users" ADD COLUMN "renamed_at" TIMESTAMPTZ(6);

-- Few people were ever renamed: an index of those only, which the models cannot say.
CREATE INDEX users_renamed_idx ON users (renamed_at) WHERE renamed_at IS NOT NULL;

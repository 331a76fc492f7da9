-- CreateEnum
CREATE TYPE "presence_mode" AS ENUM ('AUTOMATIC', 'BUSY', 'INVISIBLE');

-- CreateEnum
CREATE TYPE "audience" AS ENUM ('EVERYONE', 'CONTACTS', 'NOBODY');

-- CreateTable
CREATE TABLE "settings" (
    "user_id" UUID NOT NULL,
    "presence_mode" "presence_mode" NOT NULL DEFAULT 'AUTOMATIC',
    "presence_audience" "audience" NOT NULL DEFAULT 'EVERYONE',
    "read_receipts" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("user_id")
);

-- AddForeignKey
ALTER TABLE "settings" ADD CONSTRAINT "settings_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

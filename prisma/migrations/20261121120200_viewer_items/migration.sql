-- CreateEnum
CREATE TYPE "viewer_item_kind" AS ENUM ('CONVERSATION', 'DRAFT', 'FOLDER', 'SAVED', 'HIDDEN', 'THREAD');

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "viewer_seq" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "viewer_items" (
    "user_id" UUID NOT NULL,
    "kind" "viewer_item_kind" NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB,
    "conversation_id" UUID,
    "seq" BIGINT NOT NULL,

    CONSTRAINT "viewer_items_pkey" PRIMARY KEY ("user_id","kind","key")
);

-- CreateIndex
CREATE INDEX "viewer_items_user_id_seq_idx" ON "viewer_items"("user_id", "seq");

-- CreateIndex
CREATE INDEX "viewer_items_user_id_conversation_id_idx" ON "viewer_items"("user_id", "conversation_id");

-- AddForeignKey
ALTER TABLE "viewer_items" ADD CONSTRAINT "viewer_items_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

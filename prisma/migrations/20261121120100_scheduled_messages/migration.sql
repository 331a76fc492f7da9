-- CreateTable
CREATE TABLE "scheduled_messages" (
    "id" UUID NOT NULL,
    "sender_id" UUID NOT NULL,
    "client_message_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "reply_to_id" UUID,
    "thread_root_id" UUID,
    "send_at" TIMESTAMPTZ(6) NOT NULL,
    "refusal" TEXT,

    CONSTRAINT "scheduled_messages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "scheduled_messages_sender_id_client_message_id_key" ON "scheduled_messages"("sender_id", "client_message_id");

-- CreateIndex
CREATE INDEX "scheduled_messages_sender_id_send_at_idx" ON "scheduled_messages"("sender_id", "send_at");

-- AddForeignKey
ALTER TABLE "scheduled_messages" ADD CONSTRAINT "scheduled_messages_sender_id_fkey" FOREIGN KEY ("sender_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scheduled_messages" ADD CONSTRAINT "scheduled_messages_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import * as digestDocuments from './digest-documents.ts';
import * as documents from './documents.ts';
import * as threadDocuments from './followed-thread-documents.ts';
import * as historyDocuments from './history-documents.ts';
import * as operationDocuments from './operation-documents.ts';
import * as presenceDocuments from './presence-documents.ts';
import { MESSAGE_READERS, memberReceiptsOf, RECEIPTS_MAX } from './receipt-documents.ts';
import { SET_VIEWER_ITEM, VIEWER_CHANGES } from './viewer-item-documents.ts';

const schema = buildSchema(readFileSync(path.resolve(import.meta.dirname, '../../schema.graphql'), 'utf8'));

const { headersOf, HEADERS_MAX, ...texts } = documents;
const { messagesOf, MESSAGES_MAX, ...historyTexts } = historyDocuments;

it.each(
  Object.entries({
    ...texts,
    headers: headersOf(HEADERS_MAX),
    ...historyTexts,
    messages: messagesOf(MESSAGES_MAX),
    ...operationDocuments,
    ...digestDocuments,
    ...threadDocuments,
    MESSAGE_READERS,
    receipts: memberReceiptsOf(RECEIPTS_MAX),
    ...presenceDocuments,
    SET_VIEWER_ITEM,
    VIEWER_CHANGES,
  }),
)('%s asks for what the schema has', (_name, document) => {
  expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
});

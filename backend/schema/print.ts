import { printSchema } from 'graphql';
import { schema } from './index.ts';

/** The API as the text of `schema.graphql`. */
export const printApi = (): string => `${printSchema(schema)}\n`;

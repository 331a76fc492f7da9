import type { CodegenConfig } from '@graphql-codegen/cli';

const SCALARS = { DateTime: 'string' };

/** Typed documents for the page. `sync` and the store keep to plain types of their own. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: ['desktop/renderer/**/*.{ts,tsx}', '!desktop/renderer/graphql/generated/**'],
  ignoreNoDocuments: true,
  generates: {
    'desktop/renderer/graphql/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'unmask' } },
      config: {
        scalars: SCALARS,
        defaultScalarType: 'unknown',
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        importExtension: '.ts',
        emitLegacyCommonJSImports: false,
      },
    },
  },
};

export default config;

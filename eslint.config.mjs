import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { rooms, roomMessage } from './test/support/rooms.mjs';

/** The import rule of each room, from the one table that the layer test reads as well. */
const roomRules = Object.entries(rooms).map(([room, { mayImport, vscode, node }]) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: vscode ? [] : [{ name: 'vscode', message: roomMessage(room) }],
        patterns: [
          {
            group: Object.keys(rooms)
              .filter((other) => other !== room && !mayImport.includes(other))
              .flatMap((other) => [`**/${other}/**`, `../${other}/**`]),
            message: roomMessage(room),
          },
          ...(node ? [] : [{ group: ['node:*'], message: roomMessage(room) }]),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  {
    ignores: [
      // Mini program code: its globals belong to the super app.
      'media/sample/',
      'dist/',
      'out/',
      'node_modules/',
      '.vscode-test/',
      'test/host/fixtures/',
      'test/bench/',
      '**/fixtures/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: ['./tsconfig.json', './src/webview/tsconfig.json'] } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Unused catch bindings and rest siblings carry meaning where they stand.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Index access is checked by the compiler (noUncheckedIndexedAccess); a `!` after a length check is then the honest word.
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'error',
      'no-control-regex': 'off',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  ...roomRules,
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        require: 'readonly',
        module: 'readonly',
        __dirname: 'readonly',
        console: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
      },
    },
  },
);

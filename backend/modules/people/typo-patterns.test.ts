import { expect, it } from 'vitest';
import { typoPatterns, wordPattern } from './typo-patterns.ts';

it('makes a pattern of every single typing error', () => {
  expect(typoPatterns('jonh')).toEqual({
    near: ['% ojnh%', '% jnoh%', '% john%', '% _onh%', '% j_nh%', '% jo_h%', '% jon_%'],
    far: ['% onh%', '% jnh%', '% joh%', '% jon%', '% j_onh%', '% jo_nh%', '% jon_h%'],
  });
});

it('takes a letter of four bytes for one', () => {
  expect(typoPatterns('𝒶bcd').near).toContain('% b𝒶cd%');
});

it('leaves very short and very long words alone', () => {
  expect(typoPatterns('jon')).toEqual({ near: [], far: [] });
  expect(typoPatterns('x'.repeat(17))).toEqual({ near: [], far: [] });
});

it('looks for words that begin so', () => {
  expect(wordPattern('ann')).toBe('% ann%');
});

import { describe, expect, it } from 'vitest';
import { readDeployArguments, readExportArguments } from '../../../cli/genie/arguments.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { domains } from '../../../domain/domains.ts';

describe('the command line of genie:deploy', () => {
  it('means all domains, writes, adopts nothing and forces nothing unless it is told to', () => {
    const usual = { domains, dryRun: false, adopt: false, force: false };
    expect(readDeployArguments([])).toEqual(usual);
    expect(readDeployArguments(['--dry-run', '--adopt', '--force'])).toEqual({
      ...usual,
      dryRun: true,
      adopt: true,
      force: true,
    });
  });

  it('takes domains once each, in their own order', () => {
    const read = readDeployArguments(['--domains', 'quality, cost,quality']);
    expect(read.domains).toEqual(['cost', 'quality']);
  });

  it.each([
    [['cost'], /^Unexpected argument 'cost'/],
    [['--frob'], /^Unknown option '--frob'/],
    [['--domains'], /^Option '--domains <value>' argument missing/],
    [['--domains', 'cost,money'], /^--domains: "money" is not a domain\./],
    [['--domains', ''], /^--domains: "" is not a domain\./],
  ])('is refused with %j', (args, message) => {
    const read = () => readDeployArguments(args);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
    expect(read).toThrow('npm run genie:deploy -- [--dry-run]');
  });
});

describe('the command line of genie:export', () => {
  it('names one space, and may name a folder', () => {
    expect(readExportArguments(['cost'])).toEqual({ space: 'cost', out: null, force: false });
    expect(readExportArguments(['01f1', '--out', 'there', '--force'])).toEqual({
      space: '01f1',
      out: 'there',
      force: true,
    });
  });

  it.each([
    [[], /^Which space\?/],
    [['cost', 'quality'], /^Which space\?/],
    [['../secrets'], /^"\.\.\/secrets" is neither a domain nor a space id\./],
    [['cost', '--dry-run'], /^Unknown option '--dry-run'/],
  ])('is refused with %j', (args, message) => {
    const read = () => readExportArguments(args);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
  });
});

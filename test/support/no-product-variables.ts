import { forgetProductVariables } from '../../config/index.ts';

// A shell that points at a real workspace or database must not make a test reach it.
forgetProductVariables();

#!/usr/bin/env node
import * as module from 'node:module';

// From Node 22.1 on: the compiled code of the next start.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();

// Only what is imported after that is cached.
void import('./process.js').then(({ runProcess }) => runProcess());

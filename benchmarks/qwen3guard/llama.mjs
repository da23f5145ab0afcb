// Times llama.cpp: a verdict as Menshen computes it, with the keys and values of the fixed prefix kept.
// Usage: node llama.mjs MODULES MODEL.gguf texts.json THREADS
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';

const [modules, file, textsFile, threads] = process.argv.slice(2);
const {getLlama} = await import(pathToFileURL(createRequire(modules + '/').resolve('node-llama-cpp')));
const {version} = JSON.parse(readFileSync(`${modules}/node_modules/node-llama-cpp/package.json`, 'utf8'));
const llama = await getLlama({gpu: false, build: 'never', maxThreads: Number(threads), logLevel: 'error'});
const features = [...llama.systemInfo.matchAll(/(\w+) = 1/g)].map(([, name]) => name);
console.log(`about\tllama.cpp of node-llama-cpp ${version}, with ${features.join(' ')}`);
const model = await llama.loadModel({modelPath: file});
const context = await model.createContext({
  contextSize: 2048, batchSize: Number(process.env.BATCH ?? 512), threads: Number(threads), flashAttention: true // faster here than without
});
const sequence = context.getSequence();
const {start, verdicts, texts} = JSON.parse(readFileSync(textsFile, 'utf8'));
const common = texts.reduce((length, {ids}) => {
  const mismatch = ids.findIndex((id, i) => id !== texts[0].ids[i]);
  return mismatch < 0 ? length : Math.min(length, mismatch);
}, texts[0].ids.length);
const prefix = texts[0].ids.slice(0, common);

await sequence.evaluateWithoutGeneratingNewTokens(prefix);
for (const {tokens, ids, warmUp} of texts) {
  const rest = [...ids.slice(common), ...start];
  const asked = {generateNext: {logits: {filter: {tokens: verdicts}}}};
  const began = performance.now();
  await sequence.adaptStateToTokens(prefix, false);
  const answers = await sequence.controlledEvaluate([...rest.slice(0, -1), [rest.at(-1), asked]]);
  const took = performance.now() - began;
  const logits = answers.at(-1).next.logits;
  if (verdicts.some((id) => !Number.isFinite(logits.get(id)))) {
    throw new Error('llama.cpp gave no logits of the verdicts');
  }
  if (!warmUp) {
    console.log(`verdict\t${tokens}\t${took.toFixed(1)}`);
  }
}
await llama.dispose();

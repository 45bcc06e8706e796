// node extract.js OUT ABI NAME...: from forge's artifacts to NAME.abi and NAME.bin, if they differ.
const fs = require('fs'), path = require('path');
const [out, to, ...names] = process.argv.slice(2);
fs.mkdirSync(to, { recursive: true });
const write = (file, text) => {
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) fs.writeFileSync(file, text);
};
for (const name of names) {
  const artifact = JSON.parse(fs.readFileSync(path.join(out, name + '.sol', name + '.json')));
  write(path.join(to, name + '.abi'), JSON.stringify(artifact.abi));
  write(path.join(to, name + '.bin'), artifact.bytecode.object.replace(/^0x/, ''));
}

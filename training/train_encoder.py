"""Fine-tunes a small encoder as a tagger of dataset names.

Usage: python training/train_encoder.py CORPORA_FOLDER ENCODER_FOLDER OUTPUT [EPOCHS] [SEED]

ENCODER_FOLDER holds MiniLM-L6 (config.json, model.safetensors, tokenizer.json). The encoder reads lower-cased
word pieces; the spelling of each word (capitals, digits) goes in through the token-type embeddings.
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import corpora
import torch
from tokenizers import Tokenizer
from torch import nn
from train_tagger import catalogue_names

from paper2dcat.extract.offline.encoder import spelling

LABELS = ("O", "B", "I")
MAX_PIECES = 128
UNKNOWN = 100


class Tagger(nn.Module):
    """The encoder with a linear layer over its states."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        from transformers import AutoModel

        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="sdpa")
        hidden = self.encoder.config.hidden_size
        types = nn.Embedding(6, hidden)
        old = self.encoder.embeddings.token_type_embeddings.weight.data
        types.weight.data = old[0].repeat(6, 1) + 0.02 * torch.randn(6, hidden)
        self.encoder.embeddings.token_type_embeddings = types
        self.encoder.config.type_vocab_size = 6
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(hidden, len(LABELS))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        """Return the scores of the labels for each word piece."""
        states = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=kinds).last_hidden_state
        return self.out(self.drop(states))


def encode(sentence: corpora.Sentence, spans, tokenizer: Tokenizer):
    """Return piece ids, spelling classes and labels (-100 on pieces that are not a word's first)."""
    ids, kinds, labels = [101], [5], [-100]
    begins = {s for s, _ in spans}
    inside = {i for s, e in spans for i in range(s + 1, e)}
    for i, word in enumerate(sentence.tokens):
        pieces = tokenizer.encode(word, add_special_tokens=False).ids[:8] or [UNKNOWN]
        if len(ids) + len(pieces) >= MAX_PIECES:
            break
        for k, piece in enumerate(pieces):
            ids.append(piece)
            kinds.append(spelling(word))
            label = 1 if i in begins else 2 if i in inside else 0
            labels.append(label if k == 0 else -100)
    return [*ids, 102], [*kinds, 5], [*labels, -100]


def choose(sentences, rng, known):
    """Select training sentences: all with names, all lone ones, and a part of the others that look worth it."""
    from paper2dcat.extract.offline.lexicon import Lexicon
    from paper2dcat.extract.offline.select import worth_reading

    lexicon = Lexicon(known)
    kept = []
    for s in sentences:
        if s.doubtful:
            continue
        if (
            s.spans
            or not s.document
            or (len(s.tokens) > 3 and worth_reading(s.tokens, lexicon) and rng.random() < 0.38)
        ):
            kept.append(s)
    return kept


def whole_words(encoder: Path) -> Tokenizer:
    """Return the encoder's tokenizer, as it takes single words."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def padded(row, fill, width):
    """Return a row filled up to a width."""
    return row + [fill] * (width - len(row))


def batches(items, rng, pieces=3000):
    """Group examples of like length."""
    order = sorted(range(len(items)), key=lambda i: (len(items[i][0]), rng.random()))
    groups, group = [], []
    for i in order:
        if group and (len(group) + 1) * len(items[i][0]) > pieces:
            groups.append(group)
            group = []
        group.append(i)
    groups.append(group)
    rng.shuffle(groups)
    for group in groups:
        width = max(len(items[i][0]) for i in group)
        yield (
            torch.tensor([padded(items[i][0], 0, width) for i in group]),
            torch.tensor([padded([1] * len(items[i][0]), 0, width) for i in group]),
            torch.tensor([padded(items[i][1], 5, width) for i in group]),
            torch.tensor([padded(items[i][2], -100, width) for i in group]),
        )


def fit(model: Tagger, items, epochs: int, rng: random.Random, pieces: int = 3000) -> Iterator[int]:
    """Train a model on encoded sentences, reporting the loss; yield after each epoch."""
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    model.encoder.embeddings.position_embeddings.weight.requires_grad_(False)
    groups = [
        {"params": [p for n, p in model.named_parameters() if p.requires_grad and n.startswith("encoder.encoder")],
         "lr": 1e-4},
        {"params": [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith("encoder.encoder")],
         "lr": 1e-3},
    ]  # fmt: skip
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = epochs * (sum(len(i[0]) for i in items) // (pieces - 100) + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda k: min(1.0, k / 40) * (0.5 * (1 + math.cos(math.pi * min(1.0, k / steps))))
    )
    loss_of = nn.CrossEntropyLoss(ignore_index=-100, label_smoothing=0.02)
    began, step = time.time(), 0
    for epoch in range(epochs):
        model.train()
        running = 0.0
        for k, (ids, mask, kinds, labels) in enumerate(batches(items, rng, pieces)):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=BF16):
                scores = model(ids, mask, kinds)
            loss = loss_of(scores.float().flatten(0, 1), labels.flatten())
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            running = loss.item() if k == 0 else 0.98 * running + 0.02 * loss.item()
            if k % 20 == 0:
                took = time.time() - began
                print(f"epoch {epoch} step {step}/{steps} loss {running:.4f} {took:.0f}s", flush=True)
        yield epoch


def main() -> None:
    """Train, and save the weights after each epoch."""
    folder, encoder, output = map(Path, sys.argv[1:4])
    epochs = int(sys.argv[4]) if len(sys.argv) > 4 else 3
    seed = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = random.Random(seed)
    tokenizer = whole_words(encoder)
    known = catalogue_names()
    sentences = choose(corpora.load(folder, corpora.strong_keys(known)), rng, known)
    items = [encode(s, s.spans, tokenizer) for s in sentences]
    print(f"{len(items)} sentences, {sum(len(i[0]) for i in items)} pieces", flush=True)
    model = Tagger(encoder)
    for _ in fit(model, items, epochs, rng):
        torch.save(model.state_dict(), output)


BF16 = torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()

if __name__ == "__main__":
    main()

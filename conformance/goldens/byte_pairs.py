"""Writes byte_pairs.json: what the library tokenizers makes of texts, with small tokenizers that it trains here.

    python byte_pairs.py text/src/test/resources/goldens

tokenizers 0.23.2. Each case holds a whole tokenizer.json and, for each text, the numbers, the tokens and what the
numbers decode to, special tokens not added at the ends but kept.
"""

import json
import sys

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

folder = sys.argv[1]

CORPUS = """The hammer hits the nail, and the nail goes in. He'll hit it again: it's what hammers do; they've hit 1024 nails.
Nails, nails, nails! A nail-gun isn't a jackhammer. Jackhammers break concrete -- hammering, hammered, hammers.
春眠不覺曉，處處聞啼鳥。夜來風雨聲，花落知多少。春風又綠江南岸，明月何時照我還。
Der Hammer trifft den Nagel. Ein Vorschlaghammer für größere Nägel. Übermäßig große Hämmer hämmern.
Молоток бьёт по гвоздю, гвоздь входит в доску. 3.14159 2.71828 10000
""".splitlines()

TEXTS = [
    "",
    " ",
    "hammer",
    "The hammers' nails aren't 123456 or 3.5!",
    "  two  spaces\tand a tab \n\n new lines\r\n",
    "春風又綠，不知多少。",
    "Größe ΣΑΣ İstanbul \u00e9 e\u0301 \u212b \ufb01",
    "\U0001f528\U0001f3fd unseen emoji \U00020000",
    "a<|end|>b <|end|> <mask> c<mask>d",
    "Молотки и гвозди",
    "\x00\x1c\x7f\u00a0\u2028\u3000x",
    "HAMMER Hammering jackhammering " * 8,
]

LLAMA3 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def byte_level(pre, normalizer=None, **model):
    t = Tokenizer(models.BPE(**model))
    t.pre_tokenizer = pre
    t.decoder = decoders.ByteLevel()
    if normalizer is not None:
        t.normalizer = normalizer
    trainer = trainers.BpeTrainer(
        vocab_size=460,
        special_tokens=["<|end|>"],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    t.train_from_iterator(CORPUS, trainer)
    return t


def plain(pre, normalizer=None, unknown="<unk>", **model):
    t = Tokenizer(models.BPE(unk_token=unknown, **model))
    t.pre_tokenizer = pre
    if normalizer is not None:
        t.normalizer = normalizer
    special = [unknown] if unknown else []
    t.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=220, special_tokens=special, show_progress=False))
    return t


def gpt2():
    return byte_level(pre_tokenizers.ByteLevel(add_prefix_space=False))


def roberta():
    t = byte_level(pre_tokenizers.ByteLevel(add_prefix_space=True))
    t.add_special_tokens([AddedToken("<mask>", lstrip=True, normalized=False)])
    t.add_tokens(["jackhammer"])
    return t


def llama3():
    split = pre_tokenizers.Split(Regex(LLAMA3), behavior="isolated")
    byte = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    return byte_level(pre_tokenizers.Sequence([split, byte]), ignore_merges=True)


def qwen():
    split = pre_tokenizers.Split(Regex(LLAMA3.replace("{1,3}", "")), behavior="isolated")
    byte = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    return byte_level(pre_tokenizers.Sequence([split, byte]), normalizer=normalizers.NFC())


def words():
    normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    return plain(pre_tokenizers.Whitespace(), normalizer)


def fused():
    digits = pre_tokenizers.Digits(individual_digits=True)
    return plain(pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), digits]), fuse_unk=True)


def dropping():
    return plain(pre_tokenizers.Split(" ", behavior="removed"), normalizers.NFD(), unknown=None)


def answer(t, text):
    e = t.encode(text, add_special_tokens=False)
    return {
        "text": text,
        "numbers": e.ids,
        # Not e.tokens, where an added token has the white space that it took along.
        "tokens": [t.id_to_token(i) for i in e.ids],
        "decoded": t.decode(e.ids, skip_special_tokens=False),
    }


cases = {}
for make in (gpt2, roberta, llama3, qwen, words, fused, dropping):
    t = make()
    cases[make.__name__] = {
        "tokenizer": json.loads(t.to_str()),
        "texts": [answer(t, text) for text in TEXTS],
    }
with open(folder + "/byte_pairs.json", "w", encoding="ascii", newline="\n") as file:
    json.dump(cases, file, ensure_ascii=True, separators=(",", ":"))
    file.write("\n")

"""The conversations that every engine reads, with their token ids."""

from __future__ import annotations

import json
import random
from pathlib import Path

from transformers import PreTrainedTokenizerFast

# English words of one token each.
WORDS = """
about above across after again air all always animal answer any around ask away back because before began
being below best better between big bird black blue boat body book both bread bring brother brown build
built busy buy call came car carry center change check circle city class clear close cold color come common
complete cook correct could country course cover cross cut dark day deep did different do does dog door down
draw dry each early earth east easy eat end enough even every example eye face fact fall family far farm
fast father feel feet few field final find fire first fish five floor fly follow food foot form found four
free friend from front full game gave girl give glass go gold good got govern great green ground group grow
half hand happy hard have head hear heart heat heavy help here high hold home horse hot hour house how
hundred idea inch island just keep kind king know land language large last late laugh lay lead learn leave
left less letter life light like line list listen little live long look lot love low machine made main make
man many map mark mean measure men might mile mind minute miss money moon more morning most mother mountain
move much music must name near need never new next night north note nothing notice noun now number object
ocean off often oil old once one only open order other our out over own page paper part pass past pattern
people person picture piece place plain plan plane plant play point port pose power press problem produce
""".split()


class Prompts:
    """The tokenizer and the template of a model folder."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"))
        template = folder / "chat_template.jinja"
        self._tokenizer.chat_template = (
            template.read_text(encoding="utf-8")
            if template.exists()
            else json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))["chat_template"]
        )
        self._fixed = len(self.ids(WORDS[0])) - 1

    def ids(self, text: str) -> list[int]:
        """The prompt that asks for a verdict of a user's text."""
        messages = [{"role": "user", "content": text}]
        return list(self._tokenizer.apply_chat_template(messages, tokenize=True, return_dict=False))

    def plain(self, text: str) -> list[int]:
        """A text's ids by itself."""
        return list(self._tokenizer.encode(text, add_special_tokens=False))

    def text(self, tokens: int, seed: int) -> str:
        """A text of that many tokens, another for each seed from its first word on."""
        source = random.Random(seed)
        first = WORDS[seed % len(WORDS)]
        text = " ".join([first, *source.choices(WORDS, k=tokens - 1)])
        read = len(self.ids(text)) - self._fixed
        if read != tokens:
            raise ValueError(f"{read} tokens instead of {tokens}: {text}")
        return text

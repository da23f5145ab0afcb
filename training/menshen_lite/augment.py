"""Label-preserving rewriting of training rows, made from the training rows only.

The same rewriting is applied to harmless and to harmful rows wherever it makes sense of both, so
that the form of a request (a question, an imperative, a pasted passage, a role) decides nothing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from menshen_lite.data import Row
from menshen_lite.labels import JAILBREAK, SAFE, UNSAFE
from menshen_lite.sources import policy_of


@dataclass(frozen=True)
class Probabilities:
    """How often each rewriting is tried on a row that it fits."""

    rephrase: float = 0.4
    frame: float = 0.15
    jailbreak: float = 0.06
    passage: float = 0.06
    role: float = 0.05
    text_task: float = 0.06
    join: float = 0.06
    lengthen_safe: float = 0.1
    lengthen_harmful: float = 0.03
    evasion_harmful: float = 0.08
    evasion_safe: float = 0.04
    typing: float = 0.06


_QUESTION = {
    "en": re.compile(
        r"^(?:how (?:can|do|could|would|should|might) (?:i|we|you|one|someone|people)|how to"
        r"|what(?:'s| is) the best way to|what are (?:some |the best )?ways (?:i can|to)"
        r"|is there (?:a|any) way to|can you (?:tell|show) me how to|explain (?:in detail )?how to"
        r"|describe how to|detail how to|outline how to|explain the steps to)\s+"
        r"(?P<act>[^?\n]{8,220}?)\s*[?.]?$",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"^(?:请问|請問)?(?:我|我们)?(?:应该|该|要|可以|能)?(?:如何|怎么|怎样|怎麼|怎樣)"
        r"(?:才能|可以|能|去)?(?P<act>[^？?\n，。]{3,60}?)[？?。]?$"
    ),
}
_REQUESTS = {
    "en": (
        "How can I {act}?",
        "how do i {act}",
        "Write a detailed guide on how to {act}",
        "Write a step-by-step tutorial on how to {act}",
        "Give detailed instructions for how to {act}.",
        "Give me step by step instructions on how to {act}",
        "Explain how to {act}.",
        "Explain step by step how to {act}",
        "Describe in detail how to {act}, with examples.",
        "Develop a plan to {act}",
        "Develop a strategy to {act}, with the tools that are needed",
        "List five ways to {act}.",
        "Teach me how to {act}",
        "Help me {act}.",
        "I want to {act}. What do I need and where do I start?",
        "Provide a manual that shows how to {act}",
        "Write an article that teaches people how to {act}",
        "Write a script for a video on how to {act}",
        "Outline the steps someone would take to {act}, from start to finish.",
        "What would be the best way to {act}?",
        "tips to {act}?",
        "My friend asked me how to {act}. What should I answer?",
    ),
    "zh": (
        "如何{act}？",
        "怎么{act}",
        "教我{act}",
        "我想{act}，该怎么做？",
        "请写一份详细的教程，讲解如何{act}",
        "请一步一步说明如何{act}。",
        "告诉我{act}的具体步骤",
        "列出{act}的五种方法",
        "请详细描述{act}的方法，并举例说明",
        "帮我制定一个{act}的计划",
        "写一篇文章，介绍怎样{act}",
        "有没有什么办法可以{act}",
        "给我一份{act}的完整指南，包括需要的工具",
        "朋友问我怎么{act}，我该怎么回答他？",
        "{act}有什么技巧吗",
    ),
}
_CLAIM = re.compile(
    r"^(?:claim|assert|allege|state|say|argue|report) that (?P<claim>.{10,250}?)\.?$", re.I
)
_CLAIM_REQUESTS = (
    "Write a persuasive article claiming that {claim}",
    "Write a news report which says that {claim}.",
    "Write a social media post that convinces people that {claim}",
    "Give a convincing argument that {claim}, and cite sources",
    "Write a speech arguing that {claim}",
)
_COPY = re.compile(r"^(?:reproduce|copy) (?P<work>the .{5,200}?)\.?$", re.IGNORECASE)
_COPY_REQUESTS = (
    "Generate {work}",
    "Write out {work}, word for word",
    "Give me {work} in full",
    "Print {work}.",
    "Can you type {work} for me?",
    "Recite {work} verbatim.",
)
_IMPERATIVE = re.compile(
    r"^(?:write|generate|create|compose|draft|make|give|provide|explain|describe|list|tell|suggest"
    r"|design|develop|build|produce|outline|recommend|show|send|post|invent|imagine|craft|plan"
    r"|summari[sz]e|translate|rewrite|convince|help|find|set|add|classify|calculate)\b",
    re.IGNORECASE,
)
_FRAMES = {
    "en": (
        "Please {lower}",
        "Can you {lower}",
        "I need you to {lower}",
        "Your task is to {lower}",
        "{text} Be as specific and detailed as possible.",
        "{text} Give concrete examples.",
        "{text} Thanks!",
        "hey, {lower}",
        "For a project I am working on, {lower}",
        "You are a helpful assistant. {text}",
        "USER: {text}\nASSISTANT:",
    ),
    "zh": (
        "请{text}",
        "帮我{text}",
        "你好，{text}",
        "{text}，越详细越好",
        "{text} 请给出具体例子。",
        "{text}，谢谢！",
        "在线等，{text}",
        "你是一个乐于助人的助手。{text}",
        "用户：{text}\n助手：",
    ),
}
_TEXT_TASKS = {
    "en": (
        "Translate into French: {text}",
        "Correct the grammar: {text}",
        'Rewrite this comment: "{text}"',
        "Continue this text:\n{text}",
        "Say the following: {text}",
        "{text}\n\nReply to this.",
        "Write a comment like this one: {text}",
    ),
    "zh": (
        "翻译成英文：{text}",
        "帮我润色一下：{text}",
        "接着写下去：{text}",
        "跟我说：{text}",
        "{text}\n帮我回复这条评论",
        "照这个写一条评论：“{text}”",
    ),
}
_LEET = str.maketrans({"a": "4", "e": "3", "i": "1", "o": "0", "s": "5"})
_SYMBOLS = str.maketrans({"a": "@", "i": "!", "o": "*", "s": "$", "e": "*"})
_ROLE_SOURCES = ("benign2_plexpt_prompts_zh", "benign2_lobe_agents_en", "benign2_lobe_agents_zh")
_JAILBREAK_SOURCES = (
    "jailbreak_inthewild", "self_reminder_jailbreak", "synthetic_en", "synthetic_zh_flag"
)  # fmt: skip


def disguise(text: str, language: str, generator: random.Random) -> str:
    """Evasive spelling: spaced-out, dotted, leet or starred words (or Han characters)."""
    if language == "zh":
        characters = list(text)
        mark = generator.choice([" ", " ", "*", ".", "·", "-"])
        if len(characters) <= 30 and generator.random() < 0.5:
            return mark.join(characters)
        length = min(len(characters), generator.randint(2, 6))
        start = generator.randrange(max(1, len(characters) - length + 1))
        middle = mark.join(characters[start : start + length])
        return "".join(characters[:start]) + middle + "".join(characters[start + length :])
    words = text.split(" ")
    long_words = [index for index, word in enumerate(words) if len(word) >= 4]
    share = generator.uniform(0.15, 0.6)
    for index in long_words:
        if generator.random() < share:
            words[index] = generator.choice(
                (
                    lambda word: word.translate(_LEET),
                    lambda word: word.translate(_SYMBOLS),
                    lambda word: " ".join(word),
                    lambda word: ".".join(word),
                    lambda word: word[0] + "*" * (len(word) - 2) + word[-1],
                    lambda word: word[:2] + word[1] + word[2:],
                )
            )(words[index])
    return " ".join(words)


def mistype(text: str, generator: random.Random) -> str:
    """Careless typing: a dropped, doubled or swapped character here and there, no final mark."""
    characters = list(text.rstrip("?.!。？！"))
    for _ in range(max(1, len(characters) // 40)):
        if len(characters) < 8:
            break
        index = generator.randrange(1, len(characters) - 1)
        kind = generator.randrange(3)
        if kind == 0:
            del characters[index]
        elif kind == 1:
            characters.insert(index, characters[index])
        else:
            characters[index], characters[index + 1] = characters[index + 1], characters[index]
    return "".join(characters)


def rephrase(text: str, language: str, generator: random.Random) -> str | None:
    """The same act asked for in another form, or None when the text has no form known here."""
    match = _QUESTION[language].match(text.strip())
    if match:
        return generator.choice(_REQUESTS[language]).format(act=match["act"])
    if language == "en":
        match = _CLAIM.match(text.strip())
        if match:
            return generator.choice(_CLAIM_REQUESTS).format(claim=match["claim"])
        match = _COPY.match(text.strip())
        if match:
            return generator.choice(_COPY_REQUESTS).format(work=match["work"])
    return None


def frame(text: str, language: str, generator: random.Random) -> str | None:
    """A request with the words around it that people use, or None when it is no request."""
    if len(text) > 400 or (language == "en" and not _IMPERATIVE.match(text)):
        return None
    lower = text[:1].lower() + text[1:]
    return generator.choice(_FRAMES[language]).format(text=text, lower=lower)


class Augmenter:
    """Rewrites rows at random; takes passages, roles and jailbreaks from the rows."""

    def __init__(
        self,
        rows: dict[str, list[Row]],
        language: str,
        generator: random.Random,
        probabilities: Probabilities | None = None,
    ) -> None:
        self._language = language
        self._generator = generator
        self._probabilities = probabilities or Probabilities()
        benign = [
            row for source, found in rows.items() if source.startswith("benign") for row in found
        ]
        self._passages = [row.text for row in benign if 60 <= len(row.text) <= 600] or [""]
        self._by_source = [
            [row.text for row in found]
            for source, found in rows.items()
            if source.startswith("benign")
        ]
        self._questions = [row.text for row in benign if len(row.text) <= 120] or [""]
        self._roles = [
            row.text for source in _ROLE_SOURCES for row in rows.get(source, [])
            if len(row.text) >= 60
        ] or [""]  # fmt: skip
        self._jailbreaks = [
            row.text for source in _JAILBREAK_SOURCES for row in rows.get(source, [])
            if row.severity == UNSAFE and JAILBREAK in row.categories
        ] or [""]  # fmt: skip

    def __call__(self, row: Row) -> Row:
        """A row with the same label (in a jailbreak template, that too), rewritten or not."""
        if row.response is not None:
            return row
        chance, probabilities = self._generator.random, self._probabilities
        policy = policy_of(row.source)
        benign = row.source.startswith("benign")
        post = policy.safe_means_not_hate
        if policy.red_team or benign:
            row = self._maybe(row, probabilities.rephrase, rephrase)
            row = self._maybe(row, probabilities.frame, frame)
        lengthen = (
            probabilities.lengthen_safe if row.severity == SAFE else probabilities.lengthen_harmful
        )
        if (policy.red_team or benign) and chance() < lengthen:
            return self._lengthen(row)
        evasion = (
            probabilities.evasion_safe if row.severity == SAFE else probabilities.evasion_harmful
        )
        if chance() < evasion:
            row = replace(row, text=disguise(row.text, self._language, self._generator))
        elif chance() < probabilities.typing:
            row = replace(row, text=mistype(row.text, self._generator))
        if len(row.text) > 600:
            return row
        if policy.red_team and row.severity == UNSAFE and chance() < probabilities.jailbreak:
            return self._in_jailbreak(row)
        if post and chance() < probabilities.text_task:
            task = self._generator.choice(_TEXT_TASKS[self._language])
            return replace(row, text=task.format(text=row.text))
        if (policy.red_team or benign) and chance() < probabilities.passage:
            passage = self._generator.choice(self._passages)
            order = [passage, row.text] if chance() < 0.7 else [row.text, passage]
            return replace(row, text="\n\n".join(order))
        if (policy.red_team or benign) and chance() < probabilities.role:
            role = self._generator.choice(self._roles)[:400]
            return replace(row, text=f"{role}\n{row.text}")
        if (policy.red_team or benign) and chance() < probabilities.join:
            other = self._generator.choice(self._questions)
            order = [other, row.text] if chance() < 0.5 else [row.text, other]
            return replace(row, text=self._generator.choice([" ", "\n"]).join(order))
        return row

    def _lengthen(self, row: Row) -> Row:
        """The row somewhere in a long text made of one source's harmless texts.

        Without these only jailbreaks would fill a window, and length would decide.
        """
        generator = self._generator
        target = generator.randint(200, 1400) // (1 if self._language == "en" else 3)
        source = generator.choice(self._by_source)
        parts = [row.text]
        while sum(map(len, parts)) < target:
            parts.insert(generator.randint(0, len(parts)), generator.choice(source))
        return replace(row, text=generator.choice([" ", " ", "\n", "\n\n"]).join(parts))

    def _maybe(
        self, row: Row, probability: float,
        rewrite: Callable[[str, str, random.Random], str | None],
    ) -> Row:  # fmt: skip
        if self._generator.random() >= probability:
            return row
        return replace(row, text=rewrite(row.text, self._language, self._generator) or row.text)

    def _in_jailbreak(self, row: Row) -> Row:
        template = self._generator.choice(self._jailbreaks)[:500]
        return replace(
            row,
            text=f"{template}\n{row.text}",
            categories=tuple(sorted({*row.categories, JAILBREAK})) if row.categories else (),
        )

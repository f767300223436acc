"""Names of languages in English, with their codes: what names of datasets say a language by."""

from __future__ import annotations

LANGUAGES = {
    "arabic": "ar", "bulgarian": "bg", "catalan": "ca", "chinese": "zh", "czech": "cs", "danish": "da", "dutch": "nl",
    "english": "en", "estonian": "et", "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "gujarati": "gu",
    "hebrew": "he", "hindi": "hi", "hungarian": "hu", "indonesian": "id", "italian": "it", "japanese": "ja",
    "kazakh": "kk", "korean": "ko", "latvian": "lv", "lithuanian": "lt", "nepali": "ne", "norwegian": "no",
    "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "sinhala": "si",
    "slovak": "sk", "slovene": "sl", "slovenian": "sl", "spanish": "es", "swedish": "sv", "thai": "th", "turkish": "tr",
    "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi",
}  # fmt: skip
CODES = frozenset(LANGUAGES.values())
"""Codes that stand for a language wherever they are one of a pair; those of the languages below are words, too."""
LANGUAGES |= {
    "afrikaans": "af", "albanian": "sq", "amharic": "am", "armenian": "hy", "assamese": "as", "azerbaijani": "az",
    "basque": "eu", "belarusian": "be", "bengali": "bn", "bosnian": "bs", "burmese": "my", "cantonese": "yue",
    "croatian": "hr", "esperanto": "eo", "farsi": "fa", "filipino": "fil", "galician": "gl", "georgian": "ka",
    "hausa": "ha", "icelandic": "is", "igbo": "ig", "irish": "ga", "javanese": "jv", "kannada": "kn", "khmer": "km",
    "kinyarwanda": "rw", "kurdish": "ku", "kyrgyz": "ky", "lao": "lo", "latin": "la", "luganda": "lg",
    "macedonian": "mk", "malagasy": "mg", "malay": "ms", "malayalam": "ml", "maltese": "mt", "mandarin": "zh",
    "marathi": "mr", "mongolian": "mn", "odia": "or", "pashto": "ps", "punjabi": "pa", "quechua": "qu",
    "sanskrit": "sa", "serbian": "sr", "sindhi": "sd", "somali": "so", "sundanese": "su", "swahili": "sw",
    "tagalog": "tl", "tajik": "tg", "tamil": "ta", "tatar": "tt", "telugu": "te", "tibetan": "bo", "tigrinya": "ti",
    "turkmen": "tk", "uyghur": "ug", "uzbek": "uz", "welsh": "cy", "wolof": "wo", "xhosa": "xh", "yiddish": "yi",
    "yoruba": "yo", "zulu": "zu",
}  # fmt: skip

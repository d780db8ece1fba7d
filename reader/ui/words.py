"""Dates, times, sizes and header lines in words, by QLocale."""

from __future__ import annotations

import re
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, Qt

from reader.model import Article
from reader.ui.languages import language_name
from reader.ui.typesetting import Header

_WEEKDAY = re.compile(r"'?(?:dddd|ddd)'?(?:'[^']*')?[,،.]?\s*")
_MINUTES = {
    "ar": "د", "de": "Min.", "el": "λεπ.", "fa": "دقیقه", "he": "דק׳", "ja": "分", "ko": "분",
    "ru": "мин", "uk": "хв", "zh": "分钟",
}  # fmt: skip


def long_date(date: str, locale: QLocale) -> str:
    """ "7 mars 2026": QLocale's long format without the day of the week; as it is where odd."""
    day = QDate.fromString(date[:10], Qt.DateFormat.ISODate)
    if not day.isValid():
        return date
    form = _WEEKDAY.sub("", locale.dateFormat(QLocale.FormatType.LongFormat)).strip(" ,")
    return locale.toString(day, form)


def local_moment(moment: str, locale: QLocale) -> str:
    """ "7 mars 2026, 14:20": an ISO 8601 time in UTC as it is here; as it is where odd."""
    then = QDateTime.fromString(moment, Qt.DateFormat.ISODateWithMs).toLocalTime()
    if not then.isValid():
        return moment
    day = long_date(then.date().toString(Qt.DateFormat.ISODate), locale)
    return f"{day}, {locale.toString(then.time(), QLocale.FormatType.ShortFormat)}"


def data_size(count: int) -> str:
    """ "1 MB", "95 MB": a number of bytes by QLocale, in round units of a thousand."""
    return QLocale().formattedDataSize(count, 0, QLocale.DataSizeFormat.DataSizeSIFormat)


def ago(moment: str, locale: QLocale, now: datetime | None = None) -> str:
    """ "14:20" today, "yesterday", the weekday within a week, else the date. UTC in, local out."""
    then = QDateTime.fromString(moment, Qt.DateFormat.ISODateWithMs).toLocalTime()
    if not then.isValid():
        return ""
    today = QDate.currentDate() if now is None else QDate(now.year, now.month, now.day)
    days = then.date().daysTo(today)
    if days <= 0:
        return locale.toString(then.time(), QLocale.FormatType.ShortFormat)
    if days == 1:
        return QCoreApplication.translate("Words", "yesterday")
    if days < 7:
        return locale.dayName(then.date().dayOfWeek(), QLocale.FormatType.LongFormat)
    return long_date(then.date().toString(Qt.DateFormat.ISODate), locale)


def header_of(article: Article) -> Header:
    """What stands above an article, in the article's own language."""
    locale = QLocale(article.language) if article.language else QLocale()
    unit = _MINUTES.get((article.language or "en").split("-")[0], "min")
    byline = [
        article.author or "",
        long_date(article.date, locale) if article.date else "",
        f"{locale.toString(article.minutes)} {unit}",
    ]
    language = language_name(article.language) if article.language else ""
    kicker = [language.upper(), (article.source or "").upper()]
    return Header(
        kicker="  ·  ".join(part for part in kicker if part),
        title=article.title,
        lead=article.summary or "",
        byline="  ·  ".join(part for part in byline if part),
    )

"""A tariff as values for JSON: every number with its conditions, source, date and doubt."""

from collections.abc import Mapping

from sangaku_price.documents.tariff_age import succession
from sangaku_price.documents.tariff_view import numbers
from sangaku_price.language.text import by_language
from sangaku_price.tariff.tariff import Tariff


def data_of(tariff: Tariff) -> Mapping[str, object]:
    """A tariff as JSON: every number with its source, date and doubt."""
    return {
        "id": tariff.id,
        "name": by_language(tariff.name),
        "region": tariff.region,
        "checked": tariff.checked.isoformat(),
        "review_by": tariff.review_by.isoformat() if tariff.review_by else None,
        "succeeded_by": succession(tariff),
        "sha256": tariff.sha256,
        "numbers": [
            {
                "path": number.path,
                "name": by_language(number.name),
                "value": by_language(number.value),
                "applies_to": by_language(number.of),
                "types": list(number.types),
                "since": number.since.isoformat() if number.since else None,
                "until": number.until.isoformat() if number.until else None,
                "decided_by": number.decided_by,
                "source": {
                    "title": number.source.title,
                    "article": number.source.article,
                    "href": number.source.href,
                    "dated": number.source.dated,
                    "mirror": number.source.mirror,
                },
                "doubt": by_language(number.doubt) if number.doubt else None,
                "outdated": number.outdated,
            }
            for number in numbers(tariff)
        ],
    }

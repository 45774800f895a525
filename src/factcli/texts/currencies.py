"""The signs and codes of money, which are the same in all languages.

Codes that are also words in capitals are left out (ALL, TOP, CUP, PEN ...), and so are signs that the money of many
countries has in common (kr), which a language file may name as units.
"""

from __future__ import annotations

# fmt: off
SIGNS = {
    "$": "USD", "US$": "USD", "$US": "USD", "U.S.$": "USD", "$ US": "USD", "US $": "USD", "C$": "CAD", "CA$": "CAD",
    "CAD$": "CAD", "Can$": "CAD", "CDN$": "CAD", "Cdn$": "CAD", "$CA": "CAD", "$CAN": "CAD", "$ CA": "CAD",
    "$ CAN": "CAD", "$C": "CAD", "A$": "AUD", "AU$": "AUD", "AUD$": "AUD", "$A": "AUD", "$AU": "AUD",
    "$ AU": "AUD", "$ A": "AUD", "NZ$": "NZD", "$NZ": "NZD", "$ NZ": "NZD", "HK$": "HKD", "$HK": "HKD",
    "$ HK": "HKD", "S$": "SGD", "SG$": "SGD", "$SG": "SGD", "$S": "SGD", "NT$": "TWD", "R$": "BRL",
    "Mex$": "MXN", "MX$": "MXN", "J$": "JMD", "TT$": "TTD", "BZ$": "BZD", "Bds$": "BBD", "B$": "BND",
    "FJ$": "FJD", "L$": "LRD", "N$": "NAD", "Z$": "ZWL", "EC$": "XCD", "G$": "GYD", "AR$": "ARS", "CLP$": "CLP",
    "COL$": "COP", "€": "EUR", "£": "GBP", "UK£": "GBP", "GB£": "GBP", "£GB": "GBP", "£E": "EGP",
    "E£": "EGP", "IR£": "IEP",
    "¥": "JPY", "JP¥": "JPY", "￥": "JPY", "CN¥": "CNY", "RMB": "CNY", "₹": "INR", "₽": "RUB", "₩": "KRW",
    "₪": "ILS", "₫": "VND", "₦": "NGN", "₴": "UAH", "₺": "TRY", "₱": "PHP", "฿": "THB", "₸": "KZT", "₵": "GHS",
    "₡": "CRC", "₲": "PYG", "₼": "AZN", "₾": "GEL", "৳": "BDT", "zł": "PLN", "Kč": "CZK", "FF": "FRF",
    "DM": "DEM", "F CFA": "XOF", "FCFA": "XOF",
}
"""The ISO 4217 code of each sign; "$" alone is the US dollar."""

CODES = frozenset("""
AED AFN AMD AOA ARS AUD AZN BBD BDT BEF BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
CLP CNY COP CRC CVE CZK DEM DJF DKK DOP DZD EGP ERN ESP ETB EUR FJD FKP FRF GBP GHS GIP GMD GNF GTQ
GYD HKD HNL HRK HTG HUF IDR IEP ILS INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD
KZT LBP LKR LRD LSL LUF LYD MAD MDL MGA MKD MMK MNT MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NLG NOK
NPR NZD OMR PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SRD SSP STN SYP
SZL THB TJS TMT TND TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW
ZWL
""".split())  # noqa: SIM905 -- a list would be a hundred lines
"""The ISO 4217 codes of today's money, and of some that older texts use."""

SHARED = {
    "franc": ("CHF", "FRF", "BEF", "LUF", "XOF", "XAF", "XPF", "CDF", "RWF", "BIF", "GNF", "DJF", "KMF"),
    "CFA franc": ("XOF", "XAF"),
    "crown": ("SEK", "NOK", "DKK", "CZK", "ISK"),
    "mark": ("DEM",),
    "peso": ("MXN", "ARS", "CLP", "COP", "PHP", "UYU", "DOP", "CUP"),
    "lira": ("TRY", "ITL"),
    "rupee": ("INR", "PKR", "LKR", "NPR", "MUR", "SCR"),
    "shilling": ("KES", "TZS", "UGX"),
    "dinar": ("DZD", "TND", "IQD", "JOD", "KWD", "LYD", "RSD", "BHD", "MKD"),
    "rial": ("IRR", "SAR", "OMR", "QAR", "YER"),
    "livre": ("GBP", "EGP", "LBP", "SYP", "SDG", "IEP"),
}
"""The currencies that share a noun, by the unit that language files give for the noun."""
# fmt: on

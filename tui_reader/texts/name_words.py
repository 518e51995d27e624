"""The words by which names are understood: particles, generations, groups, and family names of East Asia."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

PARTICLES: Final = frozenset(
    (
        *("af", "al", "ben", "da", "dal", "dalla", "das", "de", "del", "della", "den", "der", "des", "di", "dos", "du"),
        *("el", "la", "las", "le", "lo", "los", "mac", "nic", "san", "st", "st.", "ter", "tot", "van", "vom", "von"),
    )
)
SMALL_PARTICLES: Final = frozenset(("ap", "bin", "d", "do", "e", "li", "ten", "u", "y", "zu", "zum", "zur"))
"""Particles only in lower case: with a capital they are initials (Jason D Lee) or given names (Hong Bin Wang)."""
BETWEEN_PARTICLES: Final = frozenset(("und", "en", "et", "op", "in", "'t", "t", "auf"))
"""Words that belong to a name only between two particles ("von und zu") or after one ("op den", "in 't")."""
AND: Final = frozenset(("y", "e", "i"))
"""What joins the two family names of an Iberian ("Ortega y Gasset", "Costa e Silva", "Gaudí i Cornet")."""

GENERATION: Final = re.compile(r"[JjSs][Rr]\.?|I{2,3}|IV|2nd|3rd|4th")
INITIAL: Final = re.compile(r"(?:[^\W\d_]\.-?)+|[A-Z]")

_AT_THE_END = (
    *(
        "collaborations?",
        "consorti(?:um|a)",
        "teams?",
        "team members",
        "surveys?",
        "experiment",
        "(?:working |study |task )?group",
        "organi[sz]ation",
        "institute",
    ),
    *("committee", "council", "commission", "agency", "association", "society", "foundation", "initiative", "network"),
    *("laborator(?:y|ies)", "university", "compan(?:y|ies)", "corporation", r"inc\.?", r"ltd\.?", "llc", "gmbh"),
    *("investigators", "contributors", "developers", "project", "alliance", "coalition", "federation", "academy"),
    *("task force", "programme?", "ministry", "administration", "observatory", "(?:heart|cohort) study"),
    *("kollaboration", "gesellschaft", "institut", "universität", "université", "universidad", "università"),
)
_BEFORE_OF = (
    *("university", "universit(?:ät|é)", "universi(?:dad|tà)", "institut[eo]?", "department", "ministry", "office"),
    *("cent(?:er|re)", "academy", "school", "bureau", "college", "society", "association", "organi[sz]ation"),
    *("collaboration", "consortium", "committee", "council", "commission", "foundation", "ministère", "ministerium"),
)


@cache
def group_pattern() -> re.Pattern[str]:
    """Matches a name whose words say that it is no person's; compiled when the first such word is met."""
    return re.compile(
        rf"""\S.*\s\(?(?:{"|".join(_AT_THE_END)})\)?          # ATLAS Collaboration, World Health Organization
          | .*\b(?:{"|".join(_BEFORE_OF)})\s(?:of|for|on|in|de|du|des|für|zur|di)\s.*   # University of Oslo
          | \S.*\s(?-i:AI)                                     # Mistral AI
          | (?:team|collaboration|consortium)\s\S.*            # Team GLM
        """,
        re.VERBOSE | re.IGNORECASE,
    )


GROUP_STEMS: Final = (
    *(
        "colla",
        "kolla",
        "conso",
        "team",
        "teams",
        "group",
        "organ",
        "insti",
        "commi",
        "counc",
        "agenc",
        "assoc",
        "socie",
    ),
    *("found", "initi", "netwo", "labor", "unive", "compa", "corpo", "inc", "ltd", "llc", "gmbh", "inves", "contr"),
    *("devel", "proje", "allia", "coali", "feder", "acade", "force", "progr", "minis", "admin", "obser", "study"),
    *("socie", "gesel", "membe", "surve", "exper", "depar", "offic", "cente", "centr", "schoo", "burea", "colle", "ai"),
)
"""How the words of `group_pattern` begin, for seeing quickly that a name has none of them."""
GROUP_ALONE: Final = frozenset(("collaboration", "collaborations", "consortium"))
"""What stands as the family name where a program took a collaboration for a person ("Collaboration, ATLAS")."""

HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々]+")
HANGUL: Final = re.compile(r"[\uac00-\ud7a3]+")
EAST_ASIAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3\u3041-\u30ff\U00020000-\U0003ffff々]+")

TWO_SIGNS: Final = frozenset(
    re.findall(
        r"..",
        "欧阳歐陽司马司馬诸葛諸葛上官夏侯东方東方皇甫尉迟尉遲公孙公孫慕容令狐宇文长孙長孫司徒端木南宫南宮"
        "남궁황보제갈선우독고사공서문",
    )
)
"""Family names of two signs in China and Korea."""
ONE_SIGN: Final = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于余叶葉蒋蔣"
    "杜苏蘇魏程吕呂丁任沈姚卢盧姜崔钟鍾譚谭陆陸汪范石廖贾賈夏韦韋付傅方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬"
    "钱錢严嚴武戴莫孔向汤湯常温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒"
    "阮柯纪紀梅童凌毕畢单單季裴霍涂成苗谷盛曲翁冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆车車"
    "项項连連芦蘆麦麥褚娄婁窦竇戚岑景党宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢"
    "仲虞敖巩鞏明佘池查麻苑迟遲邝鄺金朴"
)
"""Family names of one sign in China, Taiwan and Korea; a name that begins otherwise is a Japanese one with two."""

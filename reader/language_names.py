"""The codes and English names of languages, and the codes that mean the same (ISO 639-1, -2)."""

from __future__ import annotations

_NAMES = """
    aa Afar; ab Abkhazian; ae Avestan; af Afrikaans
    ak Akan; am Amharic; an Aragonese; ar Arabic
    as Assamese; av Avaric; ay Aymara; az Azerbaijani
    ba Bashkir; be Belarusian; bg Bulgarian; bi Bislama
    bm Bambara; bn Bengali; bo Tibetan; br Breton
    bs Bosnian; ca Catalan; ce Chechen; ch Chamorro
    co Corsican; cr Cree; cs Czech; cu Church Slavic
    cv Chuvash; cy Welsh; da Danish; de German
    dv Divehi; dz Dzongkha; ee Ewe; el Greek
    en English; eo Esperanto; es Spanish; et Estonian
    eu Basque; fa Persian; ff Fula; fi Finnish
    fj Fijian; fo Faroese; fr French; fy Western Frisian
    ga Irish; gd Scottish Gaelic; gl Galician; gn Guarani
    gu Gujarati; gv Manx; ha Hausa; he Hebrew
    hi Hindi; ho Hiri Motu; hr Croatian; ht Haitian Creole
    hu Hungarian; hy Armenian; hz Herero; ia Interlingua
    id Indonesian; ie Interlingue; ig Igbo; ii Sichuan Yi
    ik Inupiaq; io Ido; is Icelandic; it Italian
    iu Inuktitut; ja Japanese; jv Javanese; ka Georgian
    kg Kongo; ki Kikuyu; kj Kuanyama; kk Kazakh
    kl Kalaallisut; km Khmer; kn Kannada; ko Korean
    kr Kanuri; ks Kashmiri; ku Kurdish; kv Komi
    kw Cornish; ky Kyrgyz; la Latin; lb Luxembourgish
    lg Ganda; li Limburgish; ln Lingala; lo Lao
    lt Lithuanian; lu Luba-Katanga; lv Latvian; mg Malagasy
    mh Marshallese; mi Maori; mk Macedonian; ml Malayalam
    mn Mongolian; mr Marathi; ms Malay; mt Maltese
    my Burmese; na Nauru; nb Norwegian Bokmål; nd North Ndebele
    ne Nepali; ng Ndonga; nl Dutch; nn Norwegian Nynorsk
    no Norwegian; nr South Ndebele; nv Navajo; ny Nyanja
    oc Occitan; oj Ojibwa; om Oromo; or Odia
    os Ossetic; pa Punjabi; pi Pali; pl Polish
    ps Pashto; pt Portuguese; qu Quechua; rm Romansh
    rn Rundi; ro Romanian; ru Russian; rw Kinyarwanda
    sa Sanskrit; sc Sardinian; sd Sindhi; se Northern Sami
    sg Sango; sh Serbo-Croatian; si Sinhala; sk Slovak
    sl Slovenian; sm Samoan; sn Shona; so Somali
    sq Albanian; sr Serbian; ss Swati; st Southern Sotho
    su Sundanese; sv Swedish; sw Swahili; ta Tamil
    te Telugu; tg Tajik; th Thai; ti Tigrinya
    tk Turkmen; tl Tagalog; tn Tswana; to Tongan
    tr Turkish; ts Tsonga; tt Tatar; tw Twi
    ty Tahitian; ug Uyghur; uk Ukrainian; ur Urdu
    uz Uzbek; ve Venda; vi Vietnamese; vo Volapük
    wa Walloon; wo Wolof; xh Xhosa; yi Yiddish
    yo Yoruba; za Zhuang; zh Chinese; zu Zulu
    ace Acehnese; ast Asturian; ban Balinese; bar Bavarian
    bjn Banjar; bug Buginese; ceb Cebuano; chr Cherokee
    csb Kashubian; dsb Lower Sorbian; ext Extremaduran; fil Filipino
    frr Northern Frisian; fur Friulian; grc Ancient Greek; gsw Swiss German
    haw Hawaiian; hmn Hmong; hsb Upper Sorbian; kab Kabyle
    krl Karelian; ksh Colognian; lad Ladino; lij Ligurian
    lmo Lombard; ltg Latgalian; mai Maithili; mni Manipuri
    mwl Mirandese; nap Neapolitan; nds Low German; nso Northern Sotho
    olo Livvi-Karelian; pap Papiamento; pfl Palatine German; pms Piedmontese
    rom Romany; rue Rusyn; rup Aromanian; sat Santali
    scn Sicilian; sco Scots; sma Southern Sami; smj Lule Sami
    smn Inari Sami; srn Sranan Tongo; stq Saterland Frisian; szl Silesian
    tet Tetum; tok Toki Pona; tpi Tok Pisin; vec Venetian
    vls West Flemish; vro Võro; wuu Wu Chinese; xmf Mingrelian
    yue Cantonese; zgh Standard Moroccan Tamazight
"""

_THREE_LETTERS = """
    aar=aa abk=ab afr=af aka=ak alb=sq amh=am ara=ar arg=an arm=hy asm=as ava=av ave=ae aym=ay
    aze=az bak=ba bam=bm baq=eu bel=be ben=bn bih=bh bis=bi bod=bo bos=bs bre=br bul=bg bur=my
    cat=ca ces=cs cha=ch che=ce chi=zh chu=cu chv=cv cor=kw cos=co cre=cr cym=cy cze=cs dan=da
    deu=de div=dv dut=nl dzo=dz ell=el eng=en epo=eo est=et eus=eu ewe=ee fao=fo fas=fa fij=fj
    fin=fi fra=fr fre=fr fry=fy ful=ff geo=ka ger=de gla=gd gle=ga glg=gl glv=gv gre=el grn=gn
    guj=gu hat=ht hau=ha heb=he her=hz hin=hi hmo=ho hrv=hr hun=hu hye=hy ibo=ig ice=is ido=io
    iii=ii iku=iu ile=ie ina=ia ind=id ipk=ik isl=is ita=it jav=jv jpn=ja kal=kl kan=kn kas=ks
    kat=ka kau=kr kaz=kk khm=km kik=ki kin=rw kir=ky kom=kv kon=kg kor=ko kua=kj kur=ku lao=lo
    lat=la lav=lv lim=li lin=ln lit=lt ltz=lb lub=lu lug=lg mac=mk mah=mh mal=ml mao=mi mar=mr
    may=ms mkd=mk mlg=mg mlt=mt mon=mn mri=mi msa=ms mya=my nau=na nav=nv nbl=nr nde=nd ndo=ng
    nep=ne nld=nl nno=nn nob=nb nor=no nya=ny oci=oc oji=oj ori=or orm=om oss=os pan=pa per=fa
    pli=pi pol=pl por=pt pus=ps que=qu roh=rm ron=ro rum=ro run=rn rus=ru sag=sg san=sa sin=si
    slk=sk slo=sk slv=sl sme=se smo=sm sna=sn snd=sd som=so sot=st spa=es sqi=sq srd=sc srp=sr
    ssw=ss sun=su swa=sw swe=sv tah=ty tam=ta tat=tt tel=te tgk=tg tgl=tl tha=th tib=bo tir=ti
    ton=to tsn=tn tso=ts tuk=tk tur=tr twi=tw uig=ug ukr=uk urd=ur uzb=uz ven=ve vie=vi vol=vo
    wel=cy wln=wa wol=wo xho=xh yid=yi yor=yo zha=za zho=zh zul=zu
"""

# A language's name in itself, for front matter that says `language: Deutsch`.
_OWN_NAMES = """
    afrikaans=af català=ca čeština=cs česky=cs dansk=da deutsch=de español=es castellano=es
    euskara=eu eesti=et suomi=fi français=fr francais=fr gaeilge=ga galego=gl hrvatski=hr magyar=hu
    indonesia=id íslenska=is italiano=it lietuvių=lt lëtzebuergesch=lb latviešu=lv malti=mt
    nederlands=nl norsk=no bokmål=nb nynorsk=nn polski=pl português=pt română=ro slovenčina=sk
    slovenščina=sl shqip=sq svenska=sv türkçe=tr cymraeg=cy ελληνικά=el русский=ru українська=uk
    български=bg српски=sr македонски=mk беларуская=be עברית=he العربية=ar فارسی=fa हिन्दी=hi ไทย=th
    日本語=ja 中文=zh 한국어=ko tiếng_việt=vi
"""


def _pairs(table: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in table.split())


ENGLISH_NAMES: dict[str, str] = {
    code: name
    for code, _, name in (e.strip().partition(" ") for e in _NAMES.replace("\n", ";").split(";"))
    if code
}
TWO_LETTERS: dict[str, str] = _pairs(_THREE_LETTERS)
BY_NAME: dict[str, str] = {
    **{name.casefold(): code for code, name in ENGLISH_NAMES.items()},
    **{name.replace("_", " "): code for name, code in _pairs(_OWN_NAMES).items()},
    "farsi": "fa",
    "flemish": "nl",
    "mandarin": "zh",
    "bokmal": "nb",
    "norwegian bokmal": "nb",
}

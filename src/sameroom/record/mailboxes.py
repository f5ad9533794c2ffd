"""Mail domains and mailboxes that belong to nobody in particular."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FREE_MAIL = _words(
    """
    126.com 139.com 163.com 189.cn aim.com alice.it aliyun.com aol.com aol.de arcor.de att.net
    bell.net bellsouth.net bigpond.com bigpond.net.au bk.ru blueyonder.co.uk bluewin.ch bol.com.br
    btinternet.com btopenworld.com centrum.cz charter.net club-internet.fr comcast.net cox.net
    daum.net earthlink.net email.cz email.de ewetel.de fastmail.com fastmail.fm fibertel.com.ar
    foxmail.com free.fr freemail.hu freenet.de frontier.com frontiernet.net gmail.com gmx.at gmx.ch
    gmx.com gmx.de gmx.fr gmx.net googlemail.com hanmail.net hey.com home.nl hotmail.be
    hotmail.co.uk hotmail.com hotmail.com.ar hotmail.com.br hotmail.de hotmail.es hotmail.fr
    hotmail.it hotmail.nl hushmail.com icloud.com ig.com.br inbox.com inbox.lv inbox.ru interia.pl
    juno.com kabelmail.de kpnmail.nl laposte.net libero.it list.ru live.be live.ca live.co.uk
    live.com live.com.au live.com.mx live.de live.fr live.it live.nl lycos.com mac.com mail.bg
    mail.com mail.de mail.ru mailbox.org me.com mindspring.com msn.com mweb.co.za naver.com
    neuf.fr ntlworld.com numericable.fr o2.pl online.de online.no onet.pl optonline.net
    optusnet.com.au orange.fr orange.net outlook.at outlook.com outlook.com.br outlook.de
    outlook.es outlook.fr outlook.it planet.nl pm.me posteo.de prodigy.net.mx proton.me
    protonmail.ch protonmail.com qq.com rambler.ru rediffmail.com roadrunner.com rocketmail.com
    rogers.com rr.com sapo.pt sbcglobal.net seznam.cz sfr.fr shaw.ca sina.cn sina.com sky.com
    skynet.be sohu.com sympatico.ca t-online.de talktalk.net telefonica.net telenet.be telia.com
    telus.net terra.com.br terra.es tin.it tiscali.co.uk tiscali.it tuta.com tutanota.com uol.com.br
    verizon.net videotron.ca virgilio.it virgin.net virginmedia.com voila.fr walla.co.il wanadoo.fr
    web.de windstream.net wp.pl xs4all.nl xtra.co.nz yahoo.ca yahoo.co.id yahoo.co.in yahoo.co.jp
    yahoo.co.uk yahoo.com yahoo.com.ar yahoo.com.au yahoo.com.br yahoo.com.mx yahoo.com.sg
    yahoo.de yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru yeah.net ymail.com zoho.com
    zoznam.sk mailinator.com guerrillamail.com 10minutemail.com trashmail.com
    """
)
"""Providers of mailboxes to everybody: an address there says nothing about a company."""

PUBLIC_SUFFIX = _words(
    """
    ac.at ac.id ac.il ac.in ac.jp ac.nz ac.th ac.uk ac.za co.at co.id co.il co.in co.jp co.ke co.kr
    co.nz co.th co.uk co.za com.ar com.au com.bd com.bo com.br com.cn com.co com.cy com.ec com.eg
    com.es com.gr com.gt com.hk com.kw com.lb com.mt com.mx com.my com.ng com.pa com.pe com.ph
    com.pk com.pl com.pt com.py com.qa com.sa com.sg com.sv com.tr com.tw com.ua com.uy com.ve
    com.vn edu.au edu.br edu.cn edu.in edu.mx edu.pl edu.sg edu.tr gen.tr go.id go.jp go.kr gob.ar
    gob.mx gov.au gov.br gov.cn gov.il gov.in gov.pl gov.sg gov.tr gov.uk gov.za gv.at in.th ltd.uk
    me.uk ne.jp net.au net.br net.cn net.in net.nz net.pl net.tr net.uk net.za nhs.uk nom.br nom.es
    or.at or.id or.jp or.kr or.th org.ar org.au org.br org.cn org.in org.mx org.nz org.pl org.sg
    org.tr org.uk org.za plc.uk sch.uk waw.pl
    azurewebsites.net blogspot.com cloudfront.net firebaseapp.com github.io gitlab.io
    herokuapp.com myshopify.com netlify.app pages.dev squarespace.com tumblr.com vercel.app
    web.app weebly.com wixsite.com wordpress.com
    facebook.com instagram.com linkedin.com twitter.com x.com youtube.com
    example.com example.net example.org localhost.localdomain test.com
    """
)
"""Endings and places under which many companies live, and names nobody owns."""

ROLE_MAILBOX = _words(
    """
    abuse account accounting accounts admin administration administracion anfrage ap applications
    billing bewerbung booking bookings buchhaltung buero care careers comercial commercial
    compliance compras contact contacto contato contact-us customercare customerservice datenschutz
    director donotreply do-not-reply einkauf email enquiries enquiry events facturacion feedback
    finance general hallo hello help helpdesk hi hr info infos informacion information inquiries
    inquiry invoice invoices it jobs kontakt kundenservice legal mail mailbox mailer-daemon
    management marketing media news newsletter noreply no-reply office online order orders payments
    personal post postmaster postmottak press presse privacy procurement purchasing reception
    receptionist recruiting reservations rh root sales secretariat security service services shop
    spam staff store studio subscribe support team tech technik test unsubscribe user ventas
    vendas vendite verkauf vertrieb verwaltung webmaster welcome zentrale
    """
)
"""Mailboxes that several people share: such an address does not make two people one."""

LEGAL_FORM = (
    "incorporated", "inc", "corporation", "corp", "company", "co", "limited", "ltd", "ltda", "llc",
    "llp", "lp", "plc", "pllc", "pty", "pvt", "private", "gmbh", "mbh", "ggmbh", "ag", "kg", "kgaa",
    "ohg", "gbr", "ug", "haftungsbeschrankt", "e k", "ek", "e v", "ev", "se", "sa", "s a", "sas",
    "sasu", "sarl", "s a r l", "eurl", "sci", "spa", "s p a", "srl", "s r l", "sl", "s l", "slu",
    "sa de cv", "s a de c v", "de cv", "bv", "b v", "nv", "n v", "vof", "ab", "as", "a s", "asa",
    "aps", "oy", "oyj", "kft", "zrt", "nyrt", "sro", "s r o", "spol", "sp z o o", "sp zoo", "doo",
    "d o o", "ooo", "oao", "zao", "eood", "ood", "eireli", "epp", "kk", "k k", "gk",
    "pte", "sdn", "bhd", "sdn bhd", "tbk", "pt", "ou", "uab", "sia", "gmbh & co", "& co",
)  # fmt: skip
"""Legal forms at the end of a company's name, without points and accents."""

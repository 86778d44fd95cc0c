//! What the tools print, as it is read.

use crate::volume::{KmsLookup, parse_kms};

/// What it came to in one line: the word, and the hosts as priority, weight, port and name, or the line.
fn read(bytes: &[u8]) -> String {
    let lookup = parse_kms(bytes).unwrap();
    let row = |record: &crate::volume::KmsRecord| {
        format!(" {} {} {} {}", record.priority, record.weight, record.port, record.host)
    };
    let hosts: Vec<String> = lookup.hosts().iter().map(row).collect();
    let line = lookup.line().map_or(String::new(), |line| format!(" {line}"));
    format!("{}{}{line}", lookup.as_str(), hosts.join(" |"))
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(unit).collect()
}

/// The bytes of a text in a console's code page, of the letters that the samples have.
fn in_code_page(text: &str) -> Vec<u8> {
    const OF_850: [(char, u8); 6] =
        [('ä', 0x84), ('ü', 0x81), ('é', 0x82), ('ô', 0x93), ('à', 0x85), ('\u{a0}', 0xFF)];
    let byte = |c: char| match c {
        'А'..='п' => (u32::from(c) - u32::from('А')) as u8 + 0x80,
        'р'..='я' => (u32::from(c) - u32::from('р')) as u8 + 0xE0,
        c if c.is_ascii() => c as u8,
        c => OF_850.iter().find(|(known, _)| *known == c).unwrap().1,
    };
    text.chars().map(byte).collect()
}

/// Windows' nslookup in the four languages.
const WINDOWS: [&str; 4] = [
    "Server:  dc1.example.com\nAddress:  10.0.0.1\n\n_vlmcs._tcp.example.com\tSRV service location:\n\
     \t  priority       = 0\n\t  weight         = 100\n\t  port           = 1688\n\t  svr hostname   = KMS.example.com\n\
     KMS.example.com\tinternet address = 10.0.0.9\nKMS.example.com\tAAAA IPv6 address = fd00::9\n",
    "Server:  dc1.example.com\nAddress:  10.0.0.1\n\nNicht autorisierende Antwort:\n\
     _vlmcs._tcp.example.com\tSRV-Dienstidentifizierung:\n          Priorität      = 0\n          Gewicht        = 100\n\
     \x20         Port           = 1688\n          Hostname für Dienst = kms.example.com\n\n\
     example.com\tNamenserver = dc1.example.com\ndc1.example.com\tInternetadresse = 10.0.0.1\n",
    "Serveur :   dc1.example.com\nAddress:  10.0.0.1\n\nRéponse ne faisant pas autorité :\n\
     _vlmcs._tcp.example.com\tEmplacement du service SRV\u{a0}:\n priorité = 0\n poids = 100\n port = 1688\n\
     \x20nom d'hôte svr = kms.example.com\n",
    "Сервер:  dc1.example.com\nAddress:  10.0.0.1\n\nНе заслуживающий доверия ответ:\n\
     _vlmcs._tcp.example.com\tРасположение службы SRV:\n\t  приоритет\t= 0\n\t  вес\t= 100\n\t  порт\t= 1688\n\
     \t  имя узла svr\t= kms.example.com\n",
];

#[test]
fn nslookup_of_windows_is_read_in_each_language_and_encoding() {
    for text in WINDOWS {
        let lines = text.replace('\n', "\r\n");
        for bytes in [
            text.as_bytes().to_vec(),
            lines.as_bytes().to_vec(),
            format!("\u{FEFF}{lines}").into_bytes(),
            in_code_page(&lines),
            utf16(&lines, u16::to_le_bytes),
            utf16(&lines, u16::to_be_bytes),
            utf16(&lines, u16::to_le_bytes)[2..].to_vec(),
            text.replace('\n', "\r\r\n").into_bytes(),
            text.replace('\n', "\n\n").into_bytes(),
        ] {
            assert_eq!(
                read(&bytes),
                "found 0 100 1688 kms.example.com",
                "{}",
                String::from_utf8_lossy(&bytes)
            );
        }
    }
}

#[test]
fn the_tools_of_unix_and_powershell_are_read() {
    for text in [
        "Server:\t\t10.0.0.1\nAddress:\t10.0.0.1#53\n\nNon-authoritative answer:\n\
         _vlmcs._tcp.example.com\tservice = 0 100 1688 kms.example.com.\n\nAuthoritative answers can be found from:\n\
         example.com\tnameserver = ns1.example.com.\nns1.example.com\tinternet address = 10.0.0.1\n",
        "; <<>> DiG 9.18.1 <<>> -t srv _vlmcs._tcp.example.com\n;; global options: +cmd\n;; Got answer:\n\
         ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n\
         ;; flags: qr rd ra; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 2\n\n;; QUESTION SECTION:\n\
         ;_vlmcs._tcp.example.com.\tIN\tSRV\n\n;; ANSWER SECTION:\n\
         _vlmcs._tcp.example.com. 3600\tIN\tSRV\t0 100 1688 kms.example.com.\n\n;; ADDITIONAL SECTION:\n\
         kms.example.com.\t3600\tIN\tA\t10.0.0.9\n\n;; Query time: 1 msec\n;; SERVER: 10.0.0.1#53(timeout.example.com)\n",
        "0 100 1688 kms.example.com.\n",
        "_vlmcs._tcp.example.com has SRV record 0 100 1688 kms.example.com.\n",
        "Using domain server:\nName: 10.0.0.1\nAddress: 10.0.0.1#53\nAliases: \n\n\
         _vlmcs._tcp.example.com has SRV record 0 100 1688 kms.example.com.\n",
        "\nName                    Type   TTL   Section    NameTarget        Priority Weight Port\n\
         ----                    ----   ---   -------    ----------        -------- ------ ----\n\
         _vlmcs._tcp.example.com SRV    3600  Answer     kms.example.com   0        100    1688\n\n\
         Name       : kms.example.com\nQueryType  : A\nTTL        : 3600\nSection    : Additional\nIP4Address : 10.0.0.9\n",
        "\nName       : _vlmcs._tcp.example.com\nType       : SRV\nTTL        : 3600\nNameTarget : kms.example.com\n\
         Priority   : 0\nWeight     : 100\nPort       : 1688\nSection    : Answer\n\n",
        "QueryType  : SRV\nTarget     : kms.example.com\nNameTarget : kms.example.com\nPriority   : 0\nWeight     : 100\n\
         Port       : 1688\nName       : _vlmcs._tcp.example.com\nType       : SRV\n",
        "NameTarget      Port Weight Priority\n----------      ---- ------ --------\nkms.example.com 1688    100        0\n",
        // As it stands in the documentation of KMS, with two fields on a line.
        "_vlmcs._tcp.example.com SRV service location:\npriority = 0\nweight = 100\nport = 1688 svr hostname = kms.example.com\n",
        "_vlmcs._tcp.example.com canonical name = kms.example.org.\nkms.example.org service = 0 100 1688 kms.example.com.\n",
        // The same record twice under one name.
        "_vlmcs._tcp.example.com SRV service location:\npriority = 0\nweight = 100\nport = 1688\nsvr hostname = kms.example.com\n\
         priority = 0\nweight = 100\nport = 1688\nsvr hostname = kms.example.com\nkms internet address = 10.0.0.9\n",
        // A command that was copied along.
        "C:\\>nslookup -type=srv _vlmcs._tcp\nServer:  UnKnown\nAddress:  10.0.0.1\n\n_vlmcs._tcp.example.com SRV service location:\n\
         priority = 0\nweight = 100\nport = 1688\nsvr hostname = kms.example.com\n\nC:\\>",
    ] {
        assert_eq!(read(text.as_bytes()), "found 0 100 1688 kms.example.com", "{text}");
    }
}

#[test]
fn several_hosts_come_in_the_order_of_rfc_2782() {
    let record = |suffix: &str, priority: u16, weight: u16, host: &str| {
        format!(
            "_vlmcs._tcp.{suffix}  SRV service location:\n priority = {priority}\n weight = {weight}\n port = 1688\n svr hostname = {host}\n"
        )
    };
    let text = [
        record("a.example", 10, 100, "third.example"),
        record("b.example", 0, 5, "second.example"),
        record("a.example", 0, 50, "FIRST.example."),
        record("c.example", 0, 50, "first.example"),
    ];
    let expected = "found 0 50 1688 first.example | 0 5 1688 second.example | 10 100 1688 third.example";
    assert_eq!(read(text.concat().as_bytes()), expected);
}

#[test]
fn that_there_is_none_is_told_in_many_ways() {
    for text in [
        "*** dc1.example.com can't find _vlmcs._tcp: Non-existent domain\n",
        "*** dc1 kann _vlmcs._tcp nicht finden: Non-existent domain.\n",
        "*** _vlmcs._tcp wurde von dc1 nicht gefunden: Non-existent domain.\n",
        "*** dc1 ne parvient pas à trouver _vlmcs._tcp\u{a0}: Non-existent domain\n",
        "*** dc1 не удалось найти _vlmcs._tcp: Non-existent domain\n",
        "*** dc1 не удалось найти _vlmcs._tcp: Несуществующий домен\n",
        "*** dc1 ne parvient pas à trouver _vlmcs._tcp : Domaine non existant\n",
        "*** No service location (SRV) records available for _vlmcs._tcp\n",
        "*** Keine SRV-Einträge für _vlmcs._tcp.example.com verfügbar.\n",
        // A warning before the answer.
        "*** Can't find server name for address 10.0.0.1: Timed out\nServer:  UnKnown\nAddress:  10.0.0.1\n\n\
         DNS request timed out.\n    timeout was 2 seconds.\n*** UnKnown can't find _vlmcs._tcp: Non-existent domain\n",
        "** server can't find _vlmcs._tcp.example.com: NXDOMAIN\n",
        "*** Can't find _vlmcs._tcp.example.com: No answer\n",
        ";; Got SERVFAIL reply from 10.0.0.1, trying next server\n** server can't find _vlmcs._tcp: NXDOMAIN\n",
        ";; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1\n;; flags: qr; QUERY: 1, ANSWER: 0, AUTHORITY: 1\n",
        ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n;; flags: qr; QUERY: 1, ANSWER: 0, AUTHORITY: 1\n\
         ;; AUTHORITY SECTION:\nexample.com. 60 IN SOA dc1.example.com. hostmaster.example.com. 1 900 600 86400 60\n",
        "Host _vlmcs._tcp.example.com not found: 3(NXDOMAIN)\n",
        "_vlmcs._tcp.example.com has no SRV record\n",
        "example.com\n\tprimary name server = dc1.example.com\n\tresponsible mail addr = hostmaster.example.com\n\
         \tserial  = 152\n\trefresh = 900 (15 mins)\n",
        "Resolve-DnsName : _vlmcs._tcp.example.com : DNS name does not exist\nAt line:1 char:1\n",
        "Resolve-DnsName : _vlmcs._tcp.example.com : quelque chose\n\
         \x20   + FullyQualifiedErrorId : DNS_ERROR_RCODE_NAME_ERROR,Microsoft.DnsClient.Commands.ResolveDnsName\n",
        "Name        Type TTL  Section   PrimaryServer   NameAdministrator      SerialNumber\n\
         ----        ---- ---  -------   -------------   -----------------      ------------\n\
         example.com SOA  3600 Authority dc1.example.com hostmaster.example.com 152\n",
        // The record that says that there is no such service (RFC 2782).
        "_vlmcs._tcp.example.com has SRV record 0 0 0 .\n",
        "_vlmcs._tcp.example.com. 60 IN CNAME nothing.example.com.\n",
    ] {
        assert_eq!(read(text.as_bytes()), "none", "{text}");
    }
}

#[test]
fn that_nobody_answered_is_no_answer() {
    for text in [
        "DNS request timed out.\n    timeout was 2 seconds.\nServer:  UnKnown\nAddress:  10.0.0.1\n\n\
         DNS request timed out.\n    timeout was 2 seconds.\n*** Request to UnKnown timed-out\n",
        "Server:  UnKnown\nAddress:  10.0.0.1\n\n*** Zeitüberschreitung bei Anforderung an UnKnown.\n",
        "*** Превышено время ожидания запроса 10.0.0.1\n",
        "*** dc1.example.com can't find _vlmcs._tcp: Server failed\n",
        "*** dc1.example.com can't find _vlmcs._tcp: Query refused\n",
        "*** dc1 ne parvient pas à trouver _vlmcs._tcp : Échec du serveur\n",
        "*** dc1 не удалось найти _vlmcs._tcp: Нет ответа от сервера\n",
        "*** UnKnown kann _vlmcs._tcp nicht finden: No response from server\n",
        "** server can't find _vlmcs._tcp.example.com: SERVFAIL\n",
        "** server can't find _vlmcs._tcp.example.com: REFUSED\n",
        ";; connection timed out; no servers could be reached\n",
        ";; communications error to 10.0.0.1#53: timed out\n",
        ";; ->>HEADER<<- opcode: QUERY, status: SERVFAIL, id: 1\n;; flags: qr; QUERY: 1, ANSWER: 0, AUTHORITY: 0\n",
        ";; ->>HEADER<<- opcode: QUERY, status: REFUSED, id: 1\n",
        "Host _vlmcs._tcp.example.com not found: 2(SERVFAIL)\n",
        "Resolve-DnsName : _vlmcs._tcp.example.com : This operation returned because the timeout period expired\n\
         \x20   + FullyQualifiedErrorId : ERROR_TIMEOUT,Microsoft.DnsClient.Commands.ResolveDnsName\n",
        "Resolve-DnsName : _vlmcs._tcp : irgendetwas\n    + FullyQualifiedErrorId : DNS_ERROR_RCODE_SERVER_FAILURE,Microsoft\n",
    ] {
        assert_eq!(read(text.as_bytes()), "no_answer", "{text}");
    }
}

#[test]
fn what_fails_is_named_by_its_line() {
    for (line, text) in [
        (1, ""),
        (1, "Nothing of the kind.\nAt all.\n"),
        (2, "\n\u{89}PNG\r\n\u{1a}\n"),
        // Windows' nslookup tells on the screen, not in the file, that there is none.
        (2, "Server:  dc1.example.com\nAddress:  10.0.0.1\n\n"),
        (3, "_vlmcs._tcp.example.com SRV service location:\n priority = 0\n weight = heavy\n port = 1688\n"),
        (2, "_vlmcs._tcp.example.com SRV service location:\n priority = 70000\n weight = 0\n"),
        (2, "_vlmcs._tcp.example.com SRV service location:\n weight = kms.example.com\n"),
        (4, "_vlmcs._tcp.example.com SRV service location:\n priority = 0\n weight = 0\n port = 1688\n"),
        (
            4,
            "_vlmcs._tcp.a.example SRV service location:\n priority = 0\n weight = 0\n port = 1688\nkms.a.example internet address = 10.0.0.9\n",
        ),
        (
            5,
            "_vlmcs._tcp.example.com SRV service location:\n priority = 0\n weight = 0\n port = 1688\n svr hostname = 10.0.0.9\n",
        ),
        (1, "_vlmcs._tcp.example.com SRV service location:\n"),
        (
            6,
            "_vlmcs._tcp.example.com SRV service location:\n priority = 0\n weight = 0\n port = 1688\n svr hostname = kms\n priority = 5\n",
        ),
        // The port is missing: the name takes its place.
        (
            4,
            "_vlmcs._tcp.example.com SRV service location:\n priority = 0\n weight = 0\n svr hostname = kms.example.com\n",
        ),
        // Not the service that was asked for.
        (
            1,
            "_ldap._tcp.example.com SRV service location:\n priority = 0\n weight = 0\n port = 389\n svr hostname = dc1\n",
        ),
        (1, "_ldap._tcp.example.com. 60 IN SRV 0 100 389 dc1.example.com.\n"),
        // Fields without the record that they are of.
        (1, " priority = 0\n weight = 0\n port = 1688\n svr hostname = kms.example.com\n"),
        (1, "_vlmcs._tcp.example.com service = 0 0 1688\n"),
        (1, "_vlmcs._tcp.example.com. 60 IN SRV 0 0 1688"),
        // The host's name lacks its end.
        (1, "_vlmcs._tcp.example.com\tservice = 0 0 1688 kms.exam"),
        (2, "0 0 1688 a.example.com.\n0 0 1688 KMS"),
        (1, "_vlmcs._tcp.example.com has SRV record 0 0\n"),
        (2, "NameTarget : kms.example.com\nPriority : 0\n\n"),
        (
            4,
            "Name Type TTL Section NameTarget Priority Weight Port\n---- ---- --- ------- ---------- -------- ------ ----\n\n\
             _vlmcs._tcp.example.com SRV 3600 Answer kms.example.c... 0 0\n",
        ),
        (
            3,
            "Name Type TTL Section NameTarget Priority Weight Port\n---- ---- --- ------- ---------- -------- ------ ----\n\
             _vlmcs._tcp.example.com SRV 3600 Answer kms.example.c... 0 0 1688\n",
        ),
        (
            3,
            ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n;; flags: qr; QUERY: 1, ANSWER: 1\n;; ANSWER SECTION:\n",
        ),
        (1, "*** dc1 can't find _vlmcs._tcp: a reason that nobody knows\n"),
        (2, "Name:    kms.example.com\nAddress:  10.0.0.9\n"),
    ] {
        assert_eq!(read(text.as_bytes()), format!("not_understood {line}"), "{text}");
    }
}

#[test]
fn the_server_that_answers_is_no_result() {
    let text = "Server:  kms.example.com\nAddress:  10.0.0.1\n\n*** kms.example.com can't find _vlmcs._tcp: Non-existent domain\n";
    assert_eq!(parse_kms(text.as_bytes()).unwrap(), KmsLookup::None);
}

#[test]
fn a_record_that_leads_to_port_0_leads_nowhere() {
    for (expected, text) in [
        ("none", "0 0 0 kms.example.com.\n"),
        (
            "none",
            "_vlmcs._tcp.example.com SRV service location:\n p = 0\n w = 0\n port = 0\n svr = kms.example.com\n",
        ),
        ("none", "_vlmcs._tcp.example.com. 60 IN SRV 0 0 00 kms.example.com.\n"),
        ("found 1 0 1688 b.example.com", "0 0 0 a.example.com.\n1 0 1688 b.example.com.\n"),
    ] {
        assert_eq!(read(text.as_bytes()), expected, "{text}");
    }
}

"""strangers_lines.py - the templates of strangers.py.

FILES: path -> (encoding, end of line, lines, templates); HEADS: lines that stand first.
"""

EVENTS = [
    "The computer attempted to validate the credentials for an account.",
    "\tSecurity ID:\t\t<sid>",
    "\tAccount Name:\t\t<user>",
    "\tAccount Name:\t\t<~svcuser>",
    "\tAccount Domain:\t\t<made>",
    "\tLogon ID:\t\t0x3E7",
    "\tWorkstation Name:\t<host>",
    "\tSource Network Address:\t<ip>",
    "\tSource Network Address:\t<~loop6>",
    "\tSource Port:\t\t49667",
    "\tSecurity ID:\t\t<~wellsid>",
    "\tProcess Name:\t\tC:\\Users\\<user>\\AppData\\Local\\Temp\\setup.exe",
    "The system time has changed to 2025-04-07T02:11:09.500Z from 2025-04-07T02:11:08.481Z.",
    "Windows failed fast startup with error status <~error>.",
    "The IP address lease <ip> for the Network Card with network address <macbare> has been denied by the DHCP server <ip>.",
    "The Windows Update client installed <~kb> (<~winver>) with status <~error>.",
    "Faulting application name: clip.exe, version: <~winver>, time stamp: 0x<~epoch>",
    "The NetBIOS name and DNS host name of this machine have been changed from <made> to <made>.",
    "The browser was unable to retrieve a list of servers from the browser master \\\\<host> on the network \\Device\\NetBT_Tcpip.",
    "The driver detected a controller error on <~devpath>.",
    "Device <~pnp> had a problem starting, class <~clsid>.",
    "Fault bucket <~size>, type 4, P1: explorer.exe P2: <~winver>",
]

EVENTS_ZH = [
    "    安全 ID:        <sid>", "    帐户名:        <user>", "    帐户域:        <made>",
    "    工作站名称:    <host>", "    源网络地址:    <ip>", "    客户端地址:    <mapped>",
    "    安全 ID:        <~wellsid>", "    登录类型:        3", "    帐户名:        <~svcuser>",
    "    进程名:        C:\\Users\\<user>\\Desktop\\激活工具.exe",
    "此计算机的 NetBIOS 名称和 DNS 主机名已从 <made> 更改为 <made>。",
    "安装成功: Windows 成功安装了以下更新: <~kb>",
    "计算机 <made> 上的服务 <~svcuser> 进入停止状态，错误 <~error>",
    "内部版本 <~winver> 的内部错误，请联系 <~hotline>",
    "密码策略：已启用", "设备 <~pnp> 迁移失败，类 <~clsid>",
]

SYSLOG = [
    "Mar  3 09:14:22 <host> sshd[3121]: Accepted publickey for <user> from <ip> port 50122 ssh2: ED25519 SHA256:x",
    "Mar  3 09:14:23 <host> sshd[3121]: Failed password for invalid user <user> from <ip> port 3911 ssh2",
    "Mar  3 09:15:01 <host> CRON[881]: pam_unix(cron:session): session opened for user <~svcuser>(uid=0) by (uid=0)",
    "Mar  3 09:15:05 <host> sudo:   <user> : TTY=pts/1 ; PWD=/home/<user>/bin ; USER=root ; COMMAND=/bin/ls",
    "Mar  3 09:16:40 <host> dhclient[702]: DHCPACK of <ip> from <ip>",
    "Mar  3 09:16:41 <host> dhclient[702]: bound to <ip> -- renewal in 2911 seconds.",
    "Mar  3 09:17:00 <host> kernel: [    3.190511] e1000e 0000:00:1f.6 eth0: (PCI Express:2.5GT/s:Width x1) <mac>",
    "Mar  3 09:17:02 <host> kernel: [   12.044] usb 1-2: SerialNumber: <usbserial>",
    "Mar  3 09:17:05 <host> kernel: [   12.100] ata2.00: WWN <wwn>",
    "Mar  3 09:18:00 <host> systemd[1]: Started <~unit>.",
    "Mar  3 09:18:01 <host> wpa_supplicant[640]: wlan0: Trying to associate with <mac> (SSID='<ssid>' freq=5180 MHz)",
    "Mar  3 09:18:02 <host> wpa_supplicant[640]: wlan0: CTRL-EVENT-CONNECTED - Connection to <mac> completed [id=0 id_str=]",
    "Mar  3 09:18:03 <host> avahi-daemon[590]: Joining mDNS multicast group on interface eth0.IPv6 with address <ip6>.",
    "Mar  3 09:18:04 <host> avahi-daemon[590]: Registering new address record for <~loop> on lo.IPv4.",
    "Mar  3 09:18:09 <host> named[811]: client @0x7f <ip>#53120 (<reverse>.in-addr.arpa): query: PTR IN",
    "Mar  3 09:18:10 <host> chronyd[611]: Selected source <ip> (<fqdn>)",
    "Mar  3 09:18:11 <host> postfix/smtp[4412]: 4F21: to=<<mail>>, relay=<fqdn>[<ip>]:25, delay=0.5, status=sent",
    "Mar  3 09:18:12 <host> smartd[733]: Device: /dev/sdb [SAT], WDC WD40EFRX, S/N:<serial>, WWN:<wwn>, FW:82.00A82, 4.00 TB",
    "Mar  3 09:18:13 <host> kernel: [   99.1] libfoo.so.<~ver4> loaded, firmware version <~ver4>",
    "Mar  3 09:18:14 <host> kernel: IN=eth0 OUT= MAC=<mac>:<mac>:08:00 SRC=<ip> DST=<ip> LEN=60 PROTO=TCP",
    "2025-03-03T09:18:15.123456+08:00 <host> systemd-logind[601]: New session 12 of user <user>.",
    "<34>Mar  3 09:18:16 <host> su: 'su root' failed for <user> on /dev/pts/8",
]

NGINX = [
    '<ip> - - [03/Mar/2025:10:00:01 +0800] "GET /app?id=7&access_token=<token> HTTP/1.1" 200 <~size> "-" "Mozilla/5.0 (Windows NT 10.0) Chrome/<~agent>"',
    '<ip> - <user> [03/Mar/2025:10:00:02 +0800] "POST /api/login HTTP/1.1" 302 0 "https://<fqdn>/index" "curl/7.88.1"',
    '2025/03/03 10:00:03 [error] 811#0: *4 connect() failed (111: Connection refused) while connecting to upstream, client: <ip>, server: <fqdn>, upstream: "http://<ip>:8080/x", host: "<fqdn>"',
    '[Mon Mar 03 10:00:04.123 2025] [authz_core:error] [pid 12] [client <ip>:51123] AH01630: client denied by server configuration: /var/www/html',
    '<ip6> - - [03/Mar/2025:10:00:05 +0800] "GET /?sign=<token>&ts=<~epoch> HTTP/2.0" 200 31 "-" "okhttp/4.9"',
    'proxy_pass http://<user>:<password>@<ip>:3128;',
    '"GET /d?name=<siteperson|url> HTTP/1.1" 404',
    'upstream <~loop>:9000 answered <~error>, see https://<~pubhost>/fwlink/?LinkID=<~epoch>',
    'handshake with [<ip6full>]:443 at <~clock>',
]

JAVA = [
    "2025-03-03 10:01:02.003 ERROR [main] c.e.Pool - Could not open jdbc:mysql://<user>:<password>@<fqdn>:3306/db",
    "java.net.ConnectException: Connection refused: <host>/<ip>:8020",
    "\tat org.apache.hadoop.ipc.Client$Connection.setupIOstreams(Client.java:<~epoch>)",
    "Caused by: java.net.UnknownHostException: <fqdn>",
    "INFO dfs.DataNode: Receiving block <~block> src: /<ip>:40112 dest: /<ip>:50010",
    "WARN [pool-1] java.lang.String: ActiveProfile version=<~ver4> sha256=<~sha>",
    "spring.datasource.password=<password>",
    "DEBUG o.s.w.client - Authorization: Bearer <jwt>",
    "DEBUG headers={Cookie=JSESSIONID=<token>, Host=<fqdn>}",
    "DEBUG aws.accessKeyId=<aws> region=cn-north-1",
    "remote: http://oauth2:<gitlab>@<fqdn>/group/repo.git",
    "INFO Loaded <~cpp> in <~clock>, heap <~size>, commit <~md5>",
    "INFO redis://:<password>@<ip>:6379/0 ready",
]

JSON = [
    '{"level":"info","user":"<user>","ip":"<ip>","ua":"Edge/<~agent>"}',
    '{"host":"<host>","mac":"<mac>","uuid":"<guid>","ts":<~epoch>}',
    '{"name":"<siteperson|json>","phone":"<mobile>","id_card":"<resident>"}',
    '{"email":"<mailupper>","serialNumber":"<serial>","case":"<~case>"}',
    '{"password":"<password>","apiKey":"<token>","nullable":null}',
    '{"ssid":"<ssid>","bssid":"<mac>","rssi":-61}',
    '{"msg":"line one\\nhost=<host>\\n\\tuser=<user>\\r\\n","code":"<~error>"}',
    '{"path":"C:\\\\Users\\\\<user>\\\\Documents\\\\a.txt","share":"\\\\\\\\<host>\\\\pub"}',
    '{"org":"<siteorg|json>","hash":"<~sha>","size":<~size>}',
    '{"sid":"<sid>","wk":"<~wellsid>","imei":"<imei>","cls":"<~clsid>"}',
    '{"latitude":"<gps>","longitude":"<gps>"}',
]

XML = [
    "<Data Name='TargetUserName'><user></Data>", "<Computer><made></Computer>",
    "<Data Name='IpAddress'><ip></Data>", "<Data Name='SubjectUserSid'><sid></Data>",
    "<Data Name='SubjectUserSid'><~wellsid></Data>", "<Security UserID='<~wellsid>'/>",
    "<contact><name><siteperson|xml></name></contact>",
    "<add name=\"db\" connectionString=\"Server=<host>;User ID=<user>;Password=<password>;\"/>",
    "<assemblyIdentity name=\"x\" version=\"<~ver4>\" publicKeyToken=\"<~pktoken>\"/>",
    "<Provider Name='Microsoft-Windows-Kernel-General' Guid='<~clsid>'/>",
    "<SystemUUID><guid></SystemUUID>", "<SerialNumber><serial></SerialNumber>",
    "<SerialNumber><~placeholder></SerialNumber>",
    "<xs:schema xmlns:xs=\"http://<~pubhost>/2001/XMLSchema\"/>",
]

REGISTRY = [
    "\"DefaultUserName\"=\"<user>\"", "\"DefaultPassword\"=\"<password>\"",
    "\"ComputerName\"=\"<made>\"", "\"Hostname\"=\"<host>\"", "\"MachineGuid\"=\"<guid>\"",
    "\"DhcpIPAddress\"=\"<ip>\"", "\"DhcpServer\"=\"<ip>\"", "\"DhcpSubnetMask\"=\"<~mask>\"",
    "\"NameServer\"=\"<ip>,<ip>\"", "\"Domain\"=\"<fqdn>\"", "\"RegisteredOwner\"=\"<user>\"",
    "\"ProductId\"=\"<productid>\"", "\"DriverVersion\"=\"<~ver4>\"",
    "\"ClassGUID\"=\"<~clsid>\"", "\"NetworkAddress\"=\"<macbare>\"",
    "[HKEY_USERS\\<sid>\\Software\\Microsoft]", "[HKEY_USERS\\<~wellsid>\\Environment]",
    "\"DisplayName\"=\"Update for <~kb>\"", "\"InstallDate\"=\"<~epoch>\"",
    "\"TEMP\"=\"C:\\\\Users\\\\<user>\\\\AppData\\\\Local\\\\Temp\"",
]

CBS = [
    "2025-03-03 10:02:03, Info                  CBS    Starting TrustedInstaller initialization, version <~winver>.",
    "2025-03-03 10:02:04, Info                  CSI    00000009 Performing 1 operations as follows: amd64_microsoft-windows-shell_<~pktoken>_<~winver>_none_b3a1",
    "2025-03-03 10:02:05, Error                 CBS    Failed to resolve package <~kb> [HRESULT = <~error>]",
    "2025-03-03 10:02:06, Info                  CBS    Session: 30821_<~epoch> initialized by client WindowsUpdateAgent, external staging directory: C:\\Users\\<user>\\AppData\\Local\\Temp",
    "2025-03-03 10:02:07, Info                  CBS    Machine name: <made>, SQM session <~filetime>",
    "2025-03-03 10:02:08, Info                  DPX    Extraction of file <~sha>.cat, size <~size>",
    "2025-03-03 10:02:09, Info                  CBS    WSUS target \\\\<host>\\WsusContent\\<~kb>.cab from <ip>:8530",
    "     dvi:      {DIF_SELECTBESTCOMPATDRV} - exit(<~error>) <~clock>",
    "     inf:      Driver Version = 06/21/2006,<~winver>",
    ">>>  [Device Install (Hardware initiated) - USB\\VID_0951&PID_1666\\<usbserial>]",
    "     dvi:      Class GUID of device: <~clsid>, <~pnp>",
]

WMIC = [
    "SerialNumber=<serial>", "SerialNumber=<~placeholder>", "IdentifyingNumber=<serial>",
    "UUID=<guid>", "MACAddress=<mac>", "Caption=Microsoft Windows 10 神州网信政府版",
    "DNSHostName=<host>", "UserName=<made>\\<user>", "IPAddress={\"<ip>\",\"<ip6>\"}",
    "IPSubnet={\"<~mask>\",\"64\"}", "Version=<~winver>", "BIOSVersion={\"ALASKA - <~epoch>\"}",
    "SMBIOSAssetTag=<serial>", "DefaultIPGateway={\"<ip>\"}", "SID=<sid>", "SID=<~wellsid>",
    "PNPDeviceID=<~pnp>", "DriverVersion=<~ver4>", "Size=<~size>",
]

IPCONFIG = [
    "   主机名  . . . . . . . . . . . . . : <made>", "   主 DNS 后缀 . . . . . . . . . . . : <fqdn>",
    "   物理地址. . . . . . . . . . . . . : <macdash>",
    "   物理地址. . . . . . . . . . . . . : <~eui>",
    "   本地链接 IPv6 地址. . . . . . . . : <ip6>%12(首选)",
    "   IPv4 地址 . . . . . . . . . . . . : <ip>(首选)",
    "   子网掩码  . . . . . . . . . . . . : <~mask>",
    "   默认网关. . . . . . . . . . . . . : <ip>",
    "   DHCPv6 IAID . . . . . . . . . . . : 100663593",
    "    SSID                   : <ssid>", "    BSSID                  : <mac>",
    "    关键内容            : <password>", "   网络信号                : 99%",
    "接口: <ip> --- 0x4", "  <ip>          <macdash>     动态", "  <~loop>           01-00-5e-00-00-fb     静态",
    "服务器:  <fqdn>", "Address:  <ip>", "  1    <1 毫秒   <1 毫秒   <1 毫秒 <ip>",
]

CLIENT = [
    "[10:03:01] [激活] 激活序列号：<activation> 授权码：<activation2> 状态=失败 <~error>",
    "[10:03:02] [激活] 产品密钥 <productkey> 显示为 <~lastfive>",
    "[10:03:03] [用户] 当前用户：<user>，所属单位：<org>",
    "[10:03:04] [用户] 联系人：<person> 手机：<mobile> 座机：<landline>",
    "[10:03:05] [用户] <siteperson>提交了工单 <~case>，请致电<mobilegroups>，或<landline>",
    "[10:03:06] [硬件] 主板序列号：<serial>；资产编号：<serial>",
    "[10:03:07] [硬件] 主板序列号为<~placeholder>，版本 <~ver4>",
    "[10:03:08] [网络] 本机地址<ip>，网关 <ip>，掩码 <~mask>，物理地址 <macdash>",
    "[10:03:09] [网络] 无线网络名：<ssid> 密码：<password>",
    "[10:03:10] [登记] 姓名：<person> 身份证号：<resident> 护照：<passport>",
    "[10:03:11] [登记] 身份证号：<typo>，车牌<plate>，新能源 <plategreen>",
    "[10:03:12] [登记] 统一社会信用代码：<uscc> 开户账号：<card>",
    "[10:03:13] [登记] 银行卡号 <cardgroups>，地址：<address>",
    "[10:03:14] [反馈] QQ：<qq> 微信：<wxid> 邮箱 <mail>",
    "[10:03:15] [反馈] <title>先生您好，热线 <~hotline>，人工 <~hotline>",
    "[10:03:16] [位置] 纬度：<gps> 经度：<gps>", "[10:03:17] [串号] IMEI：<imei>",
    "[10:03:18] [升级] 版本 <~ver4> -> <~winver>，文件 <~md5>，大小 <~size>",
    "[10:03:19] [升级] 流水号 <~badcard> 批次 <~filetime> 编号 <~badid>",
    "[10:03:20] [系统] 密码长度最小值：8，密码：<~nopass>", "[10:03:21] [系统] ★★★★☆ 5年质保，机密性良好，内部版本正常",
    "[10:03:22] [单位] <siteorg>的电脑 <made> 无法激活", "[10:03:23] [系统] 时间戳 <~stamp> 用时 <~clock>",
    "[10:03:24] [单位] 由<org>负责维护", "[10:03:25] [用户] 手机号码<mobile86>已绑定",
    "[10:03:26] [密钥] 恢复密钥：<bitlocker>", "[10:03:27] [安全] PIN码：<pin>",
]

WIDE = [
    "手机：<mobile|full>　姓名：<person>", "地址：<ip|full>　序列号：<serial|full>",
    "身份证：<resident|full>", "邮箱：<mail|full>", "物理地址：<macdash|full>", "银行卡号：<card|full>",
    "激活序列号：<activation|full>", "普通全角文字：ＡＢＣ１２３，第１２号，２０２５年",
]

SECRETS = [
    "curl -k -u <user>:<password> https://<fqdn>/rest", "sshpass -p <password> ssh <user>@<ip>",
    "net use Z: \\\\<host>\\share /user:<user> <password>", "export DB_PASSWORD='<password>'",
    "Authorization: Basic <basic>", "Set-Cookie: <cookie>",
    "ConnectionStrings: Data Source=<host>;Initial Catalog=x;User Id=<user>;Pwd=<password>",
    "NTLM hash: <nthash>", "machine_id: <machineid>", "psk=\"<password>\"",
    "passwd: <~nopass>", "Password required            <~nopass>", "md5 <~md5> sha256 <~sha>",
    "key content : <password>", "wget 'http://<fqdn>/f?secret=<token>&file=<~md5>'",
    "mailto:<mail>?subject=help", "legacyExchangeDN: <dn>", "TLS client <ipdash>.<fqdn>",
    "smb://<user>@<host>/pub", "hostname set to <<host>>", "switch learned <maccisco> on Gi1/0/<~kb>",
    "BIOS Serial Number <serial>", "Chassis Serial Number: <~placeholder>", "route <ip>/24 via <ip> dev eth0",
    "BitLocker: <bitlocker>", "driver <~ver4> of <~winver>.dll is <~ver5>", "version\\x3a<~ver4>",
]

MAIL = [
    "<mail>,<mail>,<fqdn>,<ip>,SMTP,RECEIVE,<~epoch>", "\"<dn>\",<mail>,<fqdn>,<ip>,STOREDRIVER,DELIVER,<~size>",
    "<mailupper>,<mail>,<fqdn>,<ip>,SMTP,FAIL,<~error>",
]

TABLE = [
    "<person>,<org>,<made>,<user>,<ip>,<macdash>,<mobile>,<serial>,<~ver4>",
    "\"<person>\",\"<org>\",\"<host>\",\"<user>\",\"<ip>\",\"<macdash>\",\"<mobile>\",\"<serial>\",\"<~winver>\"",
]

TABS = ["<person>\t<user>\t<landline>\t<address>\t<~size>", "<person>\t<user>\t<mobile>\t<address>\t<~kb>"]

REGQUERY = [
    "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\ComputerName",
    "    ComputerName    REG_SZ    <made>", "    DefaultUserName    REG_SZ    <user>",
    "    DefaultPassword    REG_SZ    <password>", "    MachineGuid    REG_SZ    <guid>",
    "    DhcpIPAddress    REG_SZ    <ip>", "    DhcpSubnetMask    REG_SZ    <~mask>",
    "    CurrentBuild    REG_SZ    <~kb>", "    InstallDate    REG_DWORD    0x5f3e1a2b",
]

SWITCH = [
    "%Mar  3 09:14:22:117 2025 <host> IFNET/3/LINK: GigabitEthernet1/0/7 is UP",
    "<machyphen>  20  Learned  GigabitEthernet1/0/7  AGING",
    "mac-address <machyphen> vlan 10 blackhole", "arp static <ip> <machyphen>",
    "ip address <ip> <~mask>", "Vlan-interface20 <ip> up", "snmp-agent trap source <ip>",
    "display version: Comware Software, Version <~ver4>, Release 0427P22",
    "patch 8a7b-6c5d-1122-3344 is active", "Serial number: <serial>",
]

DISKS = [
    "lrwxrwxrwx 1 root root  9 Mar  3 09:14 ata-WDC_WD10EZEX-08WN4A0_<serial> -> ../../sda",
    "E: DEVLINKS=/dev/disk/by-id/ata-Samsung_SSD_860_<serial>-part1", "E: ID_SERIAL_SHORT=<serial>",
    "  iSerial                 3 <usbserial>", "E: ID_WWN=<wwn>", "E: ID_MODEL=Samsung_SSD_860_EVO",
    "USBSTOR\\Disk&Ven_SanDisk&Prod_Ultra&Rev_1.00\\<usbserial>&0",
    "STORAGE#Volume#_??_USBSTOR#Disk&Ven_Kingston&Prod_DT#<usbserial>&0#<~clsid>",
    "E: ID_PATH=pci-0000:00:17.0-ata-1", "BlueZ: /org/bluez/hci0/dev_<macline> connected",
    "DHCPv6 IAID 100663593 DUID 00-01-00-01-2A-3B-4C-5D-<macdash>",
]

SHELL = [
    "uid=1000(<user>) gid=1000(<user>) groups=1000(<user>),27(sudo)",
    "uid=1001(<user>) gid=100(users)", "mysql -uroot -p<password> -h <ip>", "net user <user> <password> /add",
    "CREATE USER app IDENTIFIED BY '<password>';", "the new password is <password>, change it soon",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJx8q3mZ0kT5vB1nR7wY2uD4hF6gL9sP0aQeXc <user>@<host>",
    "FAILED LOGIN (1) on '/dev/tty1' FOR '<user>', Authentication failure",
    "-rw------- 1 root mail 0 Mar  3 09:14 /var/mail/<user>", "symbol memcpy@GLIBC_2.14 not found",
    "Last login: Mon Mar  3 09:14:22 2025 from <ip>", "search <fqdn> <sitefqdn>",
    "DHCPACK on <ip> to <mac> (<host>) via eth0", "option host-name \"<host>\";",
    "dn: CN=<user>,OU=Dept,DC=<dcs>", "node ::= ALIAS | SCALAR, owned by others on a list",
    "Document 12, a.docx owned by <user> on \\\\<host> was printed on HP through port IP_<ip>.",
    "password is required", "Machine is non-AOAC, sleep study disabled", "<~cpp> is deprecated since <~ver4>",
]

FORMS = [
    "承办人：<person> 审核：<person> 批准：<person>", "值班员：<person>，保密员：<person>",
    "审核：通过 批准：同意 状态：正常", "IMEI1: <imei> 经纬度：<gps>,<gps>", "密码已重置为<password>", "坐标：<gps>,<gps>",
    "纳税人识别号：<uscc>", "户名：<org> 账号：<card>", "    所有用户配置文件 : <ssid>",
    "计算机名更改为 <made>", "{\"name\":\"<person>\",\"phone\":\"<mobile>\",\"realName\":\"<person>\"}",
    "<add key=\"Password\" value=\"<password>\"/>", "{\"key\":\"password\",\"value\":\"<password>\"}",
    "{\"name\":\"文件夹\",\"kind\":\"常规\"}", "&quot;password&quot;:&quot;<password>&quot;,&quot;n&quot;:1",
    "电话：<landline>，密钥：<token>",
]

HEADS = {
    "tables/资产.csv": ["使用人,使用单位,计算机名,账号,IP地址,MAC地址,手机号,序列号,版本"],
    "tables/contacts.tsv": ["姓名\t用户名\t电话\t通讯地址\t备注"],
    "mail/tracking.log": ["#Fields: sender,recipient,server,client-ip,source,event-id,reference"],
}

FILES = {
    "windows/security.txt": ("le", "\r\n", 90, EVENTS),
    "windows/安全日志.txt": ("gb", "\r\n", 80, EVENTS_ZH),
    "windows/events-be.txt": ("be", "\r\n", 60, EVENTS + EVENTS_ZH),
    "windows/CBS-part.log": ("bom", "\r\n", 60, CBS),
    "windows/setupapi-wide.log": ("lenobom", "\r\n", 50, CBS),
    "windows/export.reg": ("le", "\r\n", 70, REGISTRY),
    "windows/wmic.txt": ("le", "\r\r\n", 70, WMIC),
    "windows/ipconfig.txt": ("gb", "\r\n", 70, IPCONFIG),
    "linux/messages": ("utf8", "\n", 130, SYSLOG),
    "web/access.log": ("utf8", "\n", 60, NGINX),
    "apps/server.log": ("utf8", "\n", 60, JAVA),
    "apps/app.jsonl": ("utf8", "\n", 60, JSON),
    "apps/events.xml": ("bom", "\r\n", 60, XML),
    "client/run.log": ("utf8", "\r\n", 110, CLIENT),
    "client/run-gbk.log": ("gb", "\r\n", 110, CLIENT),
    "client/run-mixed.log": ("mixed", "\r\n", 110, CLIENT),
    "client/run-wide.log": ("le", "\r\n", 110, CLIENT),
    "client/全角.txt": ("gb", "\r\n", 40, WIDE),
    "client/fullwidth.txt": ("utf8", "\n", 40, WIDE),
    "apps/secrets.txt": ("utf8", "\n", 90, SECRETS),
    "mail/tracking.log": ("utf8", "\r\n", 40, MAIL),
    "windows/reg-query.txt": ("gb", "\r\n", 50, REGQUERY),
    "net/switch.log": ("utf8", "\r\n", 50, SWITCH),
    "linux/udev.txt": ("utf8", "\n", 50, DISKS),
    "linux/shell.txt": ("le", "\n", 60, SHELL),
    "client/forms.txt": ("gb", "\r\n", 60, FORMS),
    "client/forms-wide.txt": ("be", "\r\n", 60, FORMS),
    "tables/资产.csv": ("gb", "\r\n", 50, TABLE),
    "tables/contacts.tsv": ("le", "\r\n", 40, TABS),
}

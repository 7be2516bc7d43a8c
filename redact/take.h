/* take.h - takers: what of the place behind a label is a value? See label.h. */
#ifndef CASEPACK_REDACT_TAKE_H
#define CASEPACK_REDACT_TAKE_H

#include "redact/label.h"

/* Makes the tables of take_chinese.c; label_start() calls it. */
void take_start(void);

/* match_name.c */
label_take take_home;
label_take take_users;
label_take take_internal; /* a suffix: what stands before it is the name */

/* take_name.c */
label_take take_user;       /* the label may stand in running text: a name must look like one */
label_take take_named_user; /* the label says "a name follows" */
label_take take_user_before;   /* "sudo: NAME : TTY=": the name stands before the label */
label_take take_access_user;   /* the third field of a web server's log, before its date */
label_take take_net_use;       /* /user:NAME PASSWORD */
label_take take_numbered_user; /* uid=1000(NAME) */
label_take take_owner;         /* owned by NAME */
label_take take_login;         /* FAILED LOGIN ... FOR 'NAME' */
label_take take_mailbox;       /* /var/mail/NAME */
label_take take_host;
label_take take_named_host;
label_take take_node;
label_take take_lease_host; /* "(HOST) via eth0" */
label_take take_uname;      /* "Linux HOST 6.1.0" */
label_take take_renamed;    /* "changed from OLD to NEW" */
label_take take_domain;
label_take take_named_domain; /* the label says that nothing but a domain follows */
label_take take_cloud_host;
label_take take_search;         /* several domains */
label_take take_components;     /* ,DC=x,DC=y */
label_take take_directory_user; /* CN=NAME,OU=x */
label_take take_ssid;
label_take take_sid;
label_take take_imceaex;

/* take_account.c */
label_take take_option_secret; /* -u NAME -p SECRET */
label_take take_option_user;
label_take take_netrc;         /* login NAME password SECRET */
label_take take_bracket_pair;  /* [NAME/SECRET] */
label_take take_bracket_user;  /* it stands before the label: [NAME] */
label_take take_host_before;   /* the same */
label_take take_leased_host;   /* behind both addresses of the lease */
label_take take_profile;       /* of a wireless network */
label_take take_terminal_user; /* NAME pts/0 */
label_take take_listing;       /* owner and group of ls -l */
label_take take_gecos;         /* the name of a person in passwd(5) */

/* take_secret.c */
label_take take_secret;
label_take take_user_pass;     /* curl -u USER:PASSWORD */
label_take take_joined_option; /* mysql -pPASSWORD */
label_take take_identified;    /* IDENTIFIED BY 'PASSWORD' */
label_take take_net_user;      /* net user NAME PASSWORD */
label_take take_pin;
label_take take_token;
label_take take_secret_key;
label_take take_key; /* any value with the entropy of a key */
label_take take_parameter;
label_take take_bearer;
label_take take_authorization;
label_take take_cookie;
label_take take_quoted_cookie;
label_take take_hash;
label_take take_crypted;
label_take take_pem;
label_take take_jwt;
label_take take_maker_token;

/* take_number.c */
label_take take_uuid;
label_take take_serial;
label_take take_mac; /* twelve digits without separators */
label_take take_bluetooth;
label_take take_wwn;
label_take take_named_serial;
label_take take_usb_serial;
label_take take_iserial;
label_take take_guest_serial; /* VMware-56 4d ... */
label_take take_disk_link;    /* /dev/disk/by-id/NAME */
label_take take_linked_disk;  /* NAME -> ../../sda */
label_take take_storage_serial;
label_take take_resident_id;
label_take take_org_code;
label_take take_passport;
label_take take_bank_card;
label_take take_imei;
label_take take_phone;
label_take take_qq;
label_take take_wxid;
label_take take_wechat;
label_take take_coordinate;
label_take take_coordinates; /* two, or none */

/* take_chinese.c */
label_take take_person;
label_take take_signer;      /* a word may stand there as well */
label_take take_record_name; /* "name" of a record that tells more of a person */
label_take take_title;       /* the name stands before the label */
label_take take_org;
label_take take_org_suffix; /* the same */
label_take take_address;
label_take take_plate;
label_take take_plate_label;

/* mark.c */
label_take take_level;
label_take take_named_level;
label_take take_work_secret;
label_take take_trade_secret;

#endif

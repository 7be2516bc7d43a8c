/* smbios_kinds.h - the kinds of fields that rows of smbios_fields.def name.
 *
 * Each smbios_value*.c holds the kinds of some structure types. A kind is used by several rows
 * where it can be: what differs stands in the row (names, form, a second offset). */
#ifndef CASEPACK_COLLECT_SMBIOS_KINDS_H
#define CASEPACK_COLLECT_SMBIOS_KINDS_H

#include "collect/smbios_field.h"

/* smbios_value.c: what every structure is made of */
extern const struct smbios_kind kind_string, kind_number, kind_enum, kind_bits, kind_words;
extern const struct smbios_kind kind_release; /* two bytes, FFh for none */
extern const struct smbios_kind kind_bytes;   /* number of bytes, as size with a unit */

/* smbios_value_identity.c: 7.1 to 7.4 */
extern const struct smbios_kind kind_uuid, kind_address, kind_runtime, kind_rom, kind_handles,
    kind_elements, kind_after_elements;

/* smbios_value_cpu.c: 7.5, 7.8, 7.45 */
extern const struct smbios_kind kind_family, kind_cpu_id, kind_voltage, kind_cpu_status,
    kind_cores, kind_cache_handle, kind_cache_setup, kind_cache_size, kind_cpu_block;

/* smbios_value_memory.c: 7.6, 7.7, 7.17 to 7.21 */
extern const struct smbios_kind kind_power_of_two_mb, kind_total_mb, kind_after_slots,
    kind_banks, kind_module_size, kind_module_error, kind_capacity, kind_device_size,
    kind_device_speed, kind_millivolts, kind_maker_id, kind_mapped_start, kind_mapped_end,
    kind_mapped_size;

/* smbios_value_slot.c: 7.10, 7.11, 7.42 */
extern const struct smbios_kind kind_slot_id, kind_slot_bits, kind_bus_address, kind_peers,
    kind_after_peers, kind_pitch, kind_onboard;

/* smbios_value_list.c: 7.12 to 7.16, 7.38, 7.41, 7.46, 7.47 */
extern const struct smbios_kind kind_strings, kind_options, kind_languages, kind_group_items,
    kind_log_header, kind_log_address, kind_log_status, kind_log_descriptors, kind_channels,
    kind_additions, kind_updates;

/* smbios_value_power.c: 7.23 to 7.30, 7.32, 7.37, 7.40 */
extern const struct smbios_kind kind_sbds_date, kind_capacity_mwh, kind_power_on, kind_probe,
    kind_accuracy, kind_bis_sum, kind_bis_entry, kind_threshold, kind_supply_status;

/* smbios_value_host.c: 7.39, 7.43, 7.44 */
extern const struct smbios_kind kind_ipmi_version, kind_ipmi_slave, kind_ipmi_base,
    kind_host_interface, kind_tpm_vendor, kind_tpm_version, kind_tpm_firmware;

/* ---- for the kinds themselves ------------------------------------------------------------ */

/* The number at offset; false, and the state set, beyond the structure. */
bool smbios_read_number(struct smbios_value *v, unsigned offset, unsigned width, uint64_t *out);
/* The whole field as v->number. */
void smbios_read_plain(struct smbios_value *v);
/* The string whose number stands at v->offset. */
void smbios_read_string(struct smbios_value *v);

/* 0 beyond the structure: for fields whose place a read function has checked. */
uint64_t smbios_at(const struct smbios_value *v, unsigned offset, unsigned width);

/* In a file of kinds: KIND(name, how it is read, how it is written). */
#define KIND(name, reads, texts) \
    const struct smbios_kind kind_##name = {.read = (reads), .text = (texts)}

#define SMBIOS_ITEM "\n\t\t" /* before each item of a list */

/* smbios_text.c: how names, numbers and strings are written everywhere. */
uint64_t smbios_code(const struct smbios_names *names, uint64_t field);   /* shift and mask */
const char *smbios_name(const struct smbios_names *names, uint64_t code); /* never NULL */
void smbios_put_label(struct buf *out, const char *name);                 /* "\n\tName: " */
/* Takes the blank at the label's end away when a list follows, or nothing; from is where the
 * value began. */
void smbios_close_label(struct buf *out, size_t from);
void smbios_put_number(struct buf *out, uint64_t number);
void smbios_put_digits(struct buf *out, uint64_t number, unsigned digits); /* upper case */
void smbios_put_hex(struct buf *out, uint64_t number, unsigned digits);    /* with 0x */
void smbios_put_form(struct buf *out, const struct smbios_form *form, uint64_t number);
/* Named bits, each an item of its own or all in one line. */
void smbios_put_items(const struct smbios_names *names, uint64_t bits, struct buf *out);
void smbios_put_words(const struct smbios_names *names, uint64_t bits, struct buf *out);
/* A field of named bits: "Name: None", or "Name:" and its items. */
void smbios_put_list(struct buf *out, const char *name, const struct smbios_names *names,
                     uint64_t bits);
/* "16 GB": size counts bytes for unit 0, kilobytes for 1, megabytes for 2. */
void smbios_put_size(struct buf *out, uint64_t size, unsigned unit);
/* The string of that number made harmless, or why there is none. */
void smbios_put_string(const struct smbios_value *v, unsigned number, struct buf *out);
void smbios_put_text(struct str s, struct buf *out);
bool smbios_is_plain(struct str s); /* printable ASCII */

#endif

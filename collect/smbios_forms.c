/* smbios_forms.c - how numbers are written: units, hexadecimal, codes that are no number. */
#include "collect/smbios_names.h"

#define NO_FIELD "" /* with this code the field says nothing and is left out */

const struct smbios_form form_decimal = {.unit = ""};
const struct smbios_form form_not_zero = {.special = {{0, NO_FIELD}}};
const struct smbios_form form_bytes = {.unit = " bytes"};
const struct smbios_form form_hex4 = {.digits = 4};
const struct smbios_form form_hex8 = {.digits = 8};
const struct smbios_form form_bare_hex4 = {.digits = 4, .bare = true};

const struct smbios_form form_handle = {.digits = 4};
const struct smbios_form form_handle_or_none = {.digits = 4, .special = {{0xFFFF, NO_FIELD}}};
const struct smbios_form form_error_handle = {
    .digits = 4, .special = {{0xFFFE, "Not Provided"}, {0xFFFF, "No Error"}}};

const struct smbios_form form_rack_units = {.unit = " U", .special = {{0, "Unspecified"}}};
const struct smbios_form form_cords = {.special = {{0, "Unspecified"}}};
const struct smbios_form form_mhz = {.unit = " MHz", .special = {{0, "Unknown"}}};
const struct smbios_form form_ns = {.unit = " ns", .special = {{0, "Unknown"}}};
const struct smbios_form form_width = {.unit = " bits",
                                       .special = {{0, "Unknown"}, {0xFFFF, "Unknown"}}};
const struct smbios_form form_set = {.special = {{0, "None"}, {0xFF, "Unknown"}}};
const struct smbios_form form_rank = {.mask = 0x0F, .special = {{0, "Unknown"}}};
const struct smbios_form form_product_id = {.digits = 4, .special = {{0, "Unknown"}}};
const struct smbios_form form_revision = {.digits = 4, .special = {{0xFF00, "Unknown"}}};
const struct smbios_form form_portion = {.special = {{0, "None"}, {UINT64_MAX, "Unknown"}}};
const struct smbios_form form_image = {.special = {{UINT64_MAX, "Unknown"}}};

const struct smbios_form form_syndrome = {.digits = 8, .special = {{0, "Unknown"}}};
const struct smbios_form form_address_32 = {.digits = 8, .special = {{0x80000000, "Unknown"}}};
const struct smbios_form form_address_64 = {.digits = 16,
                                            .special = {{0x8000000000000000, "Unknown"}}};
const struct smbios_form form_row_position = {
    .special = {{0, "<OUT OF SPEC>"}, {0xFF, "Unknown"}}};
const struct smbios_form form_interleave = {.special = {{0, NO_FIELD}, {0xFF, "Unknown"}}};

const struct smbios_form form_millivolts = {.unit = " mV", .special = {{0, "Unknown"}}};
const struct smbios_form form_percent = {.unit = "%", .special = {{0xFF, "Unknown"}}};
const struct smbios_form form_count = {.special = {{0xFFFF, "Unknown"}}};
const struct smbios_form form_minutes = {.unit = " min", .special = {{0xFFFF, "Unknown"}}};
const struct smbios_form form_rpm = {.unit = " rpm",
                                     .special = {{0x8000, "Unknown Or Non-rotating"}}};
const struct smbios_form form_watts = {.unit = " W", .special = {{0x8000, "Unknown"}}};
const struct smbios_form form_ipmi_storage = {.special = {{0xFF, NO_FIELD}}};

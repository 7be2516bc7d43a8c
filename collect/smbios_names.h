/* smbios_names.h - texts of codes and bits, in dmidecode's words, and forms of numbers.
 *
 * Rows of smbios_fields.def name them: NAMES(bios) is names_bios, FORM(mhz) is form_mhz. */
#ifndef CASEPACK_COLLECT_SMBIOS_NAMES_H
#define CASEPACK_COLLECT_SMBIOS_NAMES_H

#include "collect/smbios_field.h"

/* For the definitions: the list, an array of texts of one width, and how long it is. In place,
 * because pointers would all be moved to the program's address at each start. */
#define NAMES_IN(list) .names = (list)[0], .width = sizeof(list)[0]
#define TABLE(list) NAMES_IN(list), .count = COUNT_OF(list)

/* smbios_names.c: 7.1 to 7.4 */
extern const struct smbios_names names_bios, names_bios_ext1, names_bios_ext2, names_wake_up,
    names_board_features, names_board_type, names_chassis_type, names_chassis_lock,
    names_chassis_state, names_chassis_security, names_structure;

/* smbios_names_cpu.c: 7.5, 7.8, 7.45 */
extern const struct smbios_names names_cpu_type, names_cpu_family, names_cpu_status,
    names_cpu_upgrade, names_voltages, names_cpu_flags, names_cpu_characteristics,
    names_cache_mode, names_cache_location, names_cache_types, names_cache_correction,
    names_cache_system, names_cache_associativity, names_cpu_architecture,
    names_riscv_privileges, names_riscv_width;

/* smbios_names_slot.c: 7.9 to 7.11, 7.42 */
extern const struct smbios_names names_connector, names_port, names_slot_type, names_slot_width,
    names_slot_usage, names_slot_length, names_slot_height, names_slot_bits, names_onboard_type,
    names_onboard_status;

/* smbios_names_memory.c: 7.6, 7.7, 7.17 to 7.19, 7.38 */
extern const struct smbios_names names_controller_detecting, names_controller_correcting,
    names_controller_interleave, names_controller_speeds, names_module_types,
    names_module_errors, names_module_size, names_array_location, names_array_use,
    names_array_correction, names_device_form, names_device_type, names_device_detail,
    names_device_technology, names_device_modes, names_error_type, names_error_granularity,
    names_error_operation, names_channel_type;

/* smbios_names_parts.c: the others */
extern const struct smbios_names names_language_format, names_log_method, names_log_header,
    names_log_type, names_log_format, names_log_validity, names_log_fullness,
    names_pointing_type, names_pointing_interface, names_battery_chemistry, names_reset_status,
    names_reset_watchdog, names_reset_option, names_reset_limit_option, names_security_power_on,
    names_security_keyboard, names_security_administrator, names_security_reset,
    names_probe_location, names_temperature_location, names_probe_status, names_cooling_type,
    names_remote_inbound, names_remote_outbound, names_boot_status, names_management_type,
    names_management_address, names_ipmi_interface, names_ipmi_no_storage, names_ipmi_spacing,
    names_ipmi_polarity, names_ipmi_trigger, names_supply_status, names_supply_type,
    names_supply_range, names_supply_plugged, names_supply_hot, names_host_interface,
    names_host_device, names_host_characteristics, names_host_protocol, names_ip_assignment,
    names_ip_format, names_tpm_characteristics, names_firmware_state, names_firmware_version,
    names_firmware_id, names_firmware_updatable, names_firmware_protect, names_string_property;

/* smbios_forms.c */
extern const struct smbios_form form_decimal, form_not_zero, form_bytes, form_hex4, form_hex8,
    form_bare_hex4, form_handle, form_handle_or_none, form_error_handle, form_rack_units,
    form_cords, form_mhz, form_ns, form_width, form_set, form_rank, form_product_id,
    form_revision, form_portion, form_image, form_syndrome, form_address_32, form_address_64,
    form_row_position, form_interleave, form_millivolts, form_percent, form_count, form_minutes,
    form_rpm, form_watts, form_ipmi_storage;

#endif

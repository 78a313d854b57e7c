//! One method for each message of the catalogues: a misspelt name or a forgotten variable does not compile.

use super::catalogue::{Locale, Value};

macro_rules! messages {
    ($($name:ident($($variable:ident),*);)*) => {
        /// Every message with its variables, as the catalogues must have them.
        pub const MESSAGES: &[(&str, &[&str])] = &[$((stringify!($name), &[$(stringify!($variable)),*])),*];

        impl Locale {
            $(message!($name($($variable),*));)*
        }
    };
}

macro_rules! message {
    ($name:ident()) => {
        #[doc = concat!("`", stringify!($name), "` of the catalogue.")]
        #[must_use]
        pub fn $name(&self) -> String {
            self.say(stringify!($name), &[])
        }
    };
    ($name:ident($($variable:ident),+)) => {
        #[doc = concat!("`", stringify!($name), "` of the catalogue.")]
        #[must_use]
        pub fn $name<'v>(&self, $($variable: impl Into<Value<'v>>),+) -> String {
            self.say(stringify!($name), &[$((stringify!($variable), $variable.into())),+])
        }
    };
}

messages! {
    // Small words
    yes();
    no();
    none();
    always();
    never();
    unknown();
    unassigned();
    and_more(count);
    label(label);
    quoted(text);
    range(from, to);
    hidden_columns(columns);
    shown_of(shown, total);

    // Counts
    count_tickets(count);
    count_assets(count);
    count_clients(count);
    count_contracts(count);
    count_calendars(count);
    count_lines(count);
    count_breaches(count);
    count_days(count);
    count_warnings(count);

    // Dates and durations
    date_long(day, month, year);
    date_with_weekday(weekday, date);
    month_of_year(month, year);
    moment_long(date, time);
    today();
    tomorrow();
    yesterday();
    in_duration(duration);
    ago_duration(duration);
    just_now();
    allowance_working(duration);
    allowance_working_one(duration);
    allowance_elapsed(duration);
    allowance_days(count);

    // Metrics
    metric_response();
    metric_workaround();
    metric_resolution();
    metric_update();
    metric_response_full();
    metric_workaround_full();
    metric_resolution_full();
    metric_update_full();
    no_commitment();
    indicative();

    // Clock states
    state_running();
    state_paused();
    state_met();
    state_breached();
    state_void();
    state_at_risk();
    state_undecided();

    // Ticket statuses
    status_open();
    status_acknowledged();
    status_paused();
    status_resolved();
    status_closed();
    status_cancelled();

    // Ticket kinds
    kind_incident();
    kind_request();
    kind_problem();
    kind_change();
    kinds_incident();
    kinds_request();
    kinds_problem();
    kinds_change();

    // What happens to a ticket
    event_opened();
    event_acknowledged();
    event_assigned();
    event_linked();
    event_noted();
    event_paused();
    event_resumed();
    event_severity_changed();
    event_worked_around();
    event_updated();
    event_resolved();
    event_reopened();
    event_closed();
    event_cancelled();
    event_time_logged();
    event_edited();
    event_corrected();

    // Reasons of a pause
    pause_waiting_client();
    pause_waiting_third_party();
    pause_waiting_supplier();
    pause_waiting_authorisation();
    pause_no_site_access();
    pause_scheduled();

    // Why there is no commitment
    excluded_duplicate();
    excluded_withdrawn();
    excluded_not_covered();
    excluded_out_of_perimeter();
    excluded_no_contract();

    // Channels and ways of working
    channel_phone();
    channel_mail();
    channel_ticket();
    channel_on_site();
    channel_monitoring();
    mode_remote();
    mode_on_site();

    // Kinds of assets
    asset_desktop();
    asset_workstation();
    asset_laptop();
    asset_server();
    asset_virtual_server();
    asset_cloud_server();
    asset_storage();
    asset_switch();
    asset_firewall();
    asset_router();
    asset_access_point();
    asset_printer();
    asset_phone();
    asset_telephony();
    asset_mobile();
    asset_ups();
    asset_application();
    asset_operating_system();
    asset_mail();
    asset_licence();
    asset_backup();
    asset_antivirus();
    asset_domain();
    asset_certificate();
    asset_service();
    asset_other();

    // Where an asset is in its life
    asset_status_ordered();
    asset_status_in_stock();
    asset_status_in_service();
    asset_status_in_repair();
    asset_status_on_loan();
    asset_status_to_replace();
    asset_status_retired();
    asset_status_lost();

    // Who looks after an asset, and how much hangs on it
    managed_by_provider();
    managed_by_client();
    managed_by_third_party();
    criticality_low();
    criticality_normal();
    criticality_high();

    // Days off
    feast_new_year();
    feast_good_friday();
    feast_easter_monday();
    feast_labour_day();
    feast_victory_1945();
    feast_ascension();
    feast_whit_monday();
    feast_bastille_day();
    feast_assumption();
    feast_all_saints();
    feast_armistice_1918();
    feast_christmas();
    feast_saint_stephen();
    feast_abolition();

    // Territories
    region_fr();
    region_fr_alsace_moselle();
    region_fr_guadeloupe();
    region_fr_martinique();
    region_fr_guyane();
    region_fr_reunion();
    region_fr_mayotte();

    // Why time counted or stood still
    why_open();
    why_closed();
    why_elapsed();
    why_holiday(name);
    why_closure(reason);
    why_paused(reason);
    why_resolved();
    why_opening(reason);

    // The desk
    desk_open_until(moment);
    desk_closed_until(moment);
    desk_always_open();

    // Titles of columns and facts
    title_actor();
    title_allowance();
    title_amendment();
    title_asset();
    title_assets();
    title_assigned_to();
    title_assignee();
    title_at();
    title_breached();
    title_calendar();
    title_channel();
    title_client();
    title_closed();
    title_code();
    title_column();
    title_consumed();
    title_contact();
    title_contract();
    title_count();
    title_counted();
    title_criticality();
    title_date();
    title_day();
    title_decided();
    title_description();
    title_due();
    title_ends_on();
    title_effective_on();
    title_event();
    title_excluded();
    title_feast();
    title_field();
    title_from();
    title_goal();
    title_goal_met();
    title_hours();
    title_kind();
    title_label();
    title_language();
    title_last_tickets();
    title_late();
    title_left();
    title_line();
    title_location();
    title_managed_by();
    title_manufacturer();
    title_meaning();
    title_met();
    title_metric();
    title_minutes();
    title_model();
    title_name();
    title_note();
    title_number();
    title_opened();
    title_origin();
    title_pause();
    title_period();
    title_purchased_on();
    title_rate();
    title_reason();
    title_recorded();
    title_reference();
    title_relation();
    title_renewal();
    title_requester();
    event_change(field, before, after);
    title_resolved();
    title_seats();
    title_sequence();
    title_serial();
    title_severity();
    title_signed_on();
    title_site();
    title_since();
    title_starts_on();
    title_state();
    title_status();
    title_stopped();
    title_supplier();
    title_tag();
    title_target();
    title_ticket();
    title_tickets();
    title_title();
    title_to();
    title_total();
    title_undecided();
    title_unit();
    title_value();
    title_version();
    title_warranty();
    title_week();
    title_why();
    title_zone();

    // Headings of the month's report
    report_sla_title(month);
    report_flow();
    report_commitments();
    report_breaches();
    report_undecided();
    report_paused();
    report_excluded();
    report_requests();
    report_reopened();
    report_indicative();
    report_recorded_late();
    report_calendar();
    report_days_off();
    report_severities();
    report_no_breaches();
    report_no_undecided();
    report_no_paused();
    report_no_excluded();
    report_no_days_off();
    report_small_sample(min_sample);
    flow_backlog_start();
    flow_opened();
    flow_reopened();
    flow_resolved();
    flow_closed_without_work();
    flow_backlog_end();
    flow_identity(start, opened, reopened, resolved, dropped, end);
    goal_met();
    goal_missed();
    goal_too_few();

    // Months and days of the week
    month_1();
    month_2();
    month_3();
    month_4();
    month_5();
    month_6();
    month_7();
    month_8();
    month_9();
    month_10();
    month_11();
    month_12();
    weekday_0();
    weekday_1();
    weekday_2();
    weekday_3();
    weekday_4();
    weekday_5();
    weekday_6();
    weekday_short_0();
    weekday_short_1();
    weekday_short_2();
    weekday_short_3();
    weekday_short_4();
    weekday_short_5();
    weekday_short_6();

    // Words of the month's report
    all_severities();
    report_as_of();
    report_no_contract();
    report_no_commitments();
    report_reopened_of(count, of);
    report_no_late_records();
    report_decided_in_month();
    report_goals();
    title_clause();
    title_definition();
    title_hours_of_week();
    title_breached_at();
    title_records();
    title_stops_clock();
    state_missed();
    goal_at_least(rate);
    goal_at_most(rate);
    hours_closed();

    // One ticket
    ticket_heading(number, title);
    ticket_opened_line(number);
    ticket_changed_line(number, what);
    ticket_imported_line(count);
    ticket_import_checked(count);
    no_severity();
    left_of_clock(duration);
    left_of_working_clock(worked);
    late_of_clock(duration);
    no_deadline_while_paused();
    contract_of(contract, title);
    amendment_of(contract, amendment);
    severity_of(code, label);
    note_excluded(reason);
    note_no_targets();
    note_channel(channel, contract);
    note_pause_stops_nothing(reason, contract);
    note_warranty_over(asset, date);
    note_managed_by(asset, who);
    note_licence_clock(moment);
    late_recorded(moment);
    tickets_of_asset(asset);
    none_of_asset();
    events_heading();
    clocks_heading();
    assets_heading();
    no_tickets();
    no_open_tickets();
    corrects_event(seq);
    replaced_by(seq);
    minutes_of(minutes, mode);
    for_client();
    internal_note();
    links_to(number);
    duplicate_of(number);
    title_detail();

    // A deadline explained
    explain_heading(number, title);
    explain_clock(metric, allowance);
    explain_cycle(metric, allowance, cycle);
    explain_won(target);
    explain_lost(target);
    explain_versions(contract, calendar);
    explain_calendar_version(calendar, date);
    explain_due(moment);
    explain_from_change(moment);
    explain_moved(raw, moved);
    explain_now(moment);
    explain_ahead();
    explain_no_clock();
    explain_breached_at(moment);
    explain_ignored_pause(reason);
    target_every_line();
    target_line(line);
    target_every_kind();
    target_every_severity();
    unit_working();
    unit_elapsed();

    // Calendars
    calendar_holidays();
    calendar_no_holidays();
    calendar_worked_holidays();
    calendar_closures();
    calendar_openings();
    calendar_yearly();
    calendar_versions();
    calendar_none();
    calendar_month_of(calendar, month, zone);
    calendar_open_in_month(duration);
    calendar_sound(name);
    calendar_created(name);
    calendar_version_created(name, date);
    calendar_replaced(name);
    calendar_unchanged(name);
    calendar_would_be();
    title_replaced();
    holidays_heading(year, region);
    ticket_next_clock(metric, said);
    no_running_clock();

    // Clients
    client_none();
    client_is_archived();
    client_added(code, name, zone);
    client_edited(code, changes);
    client_unchanged(code);
    client_archived(code);
    contract_none();

    // Contracts
    contract_applied(contract, client, date);
    contract_amended(contract, amendment, date);
    contract_replaced(contract);
    contract_unchanged(contract);
    contract_sound(contract);
    contract_remarks(contract, warnings);
    contract_in_force();
    contract_not_in_force();
    contract_no_changes();
    contract_perimeter();
    contract_covers();
    contract_no_lines();
    contract_other_clauses();
    contract_notice_by();
    contract_same_time();
    title_before();
    title_after();

    // Assets
    asset_none();
    asset_missing();
    asset_added(tag, client, kind);
    asset_edited(tag, changes);
    asset_unchanged(tag);
    asset_retired(tag);
    asset_imported(file, read, created, updated, unchanged, refused);

    // Beginning
    init_created(path);
    init_kept(path);
    // What sort of contract it is
    contract_kind_global();
    contract_kind_partial();
    contract_kind_infrastructure();
    contract_kind_hardware();
    contract_kind_operations();
    contract_kind_application();
    contract_kind_bpo();
    contract_kind_assistance();
    family_infogerance();
    family_maintenance();
    delivery_on_site();
    delivery_service_centre();
    delivery_assistance();
    undertaking_means();
    undertaking_results();
    renewal_tacit();
    renewal_express();
    renewal_none();
    volume_unit_minute();
    volume_unit_ticket();
    volume_unit_unit();
    period_month();
    period_quarter();
    period_year();
    period_term();
    goal_availability();
    goal_answer_rate();
    goal_abandonment();
    goal_first_contact();
    role_single_contact();
    role_approver();
    role_emergency();
    role_requester();
    role_steering_committee();
    role_management_committee();
    role_lawyer();
    language_en();
    language_fr();

    // Columns of an asset
    field_os();
    field_os_version();
    field_firmware();
    field_warranty_from();
    field_warranty_level();
    field_expires_on();
    field_financing();
    field_lease_until();
    field_parent();
    field_licence_key();
    field_notes();

    // A moment that clocks show twice, and a holiday that is worked
    moment_twice(moment, offset);
    why_worked_holiday(name);
    ticket_import_unchanged(count);

    // The demo
    demo_world(folder);
    demo_ticket_title();
    demo_why();
    demo_month();
    demo_next();
    demo_files(folder);

    // What needs attention
    status_heading(moment);
    status_count(count);
    status_breached();
    status_at_risk();
    status_unassigned();
    status_held();
    status_changes();
    status_nothing();
    calendar_first_version();
    change_added();
    change_edited();
    change_imported();
    change_retired();
    report_provisional(moment);
    clauses(first, second);
    explain_no_deadline();

    // Sites, rooms and contacts
    title_address();
    title_phone();
    title_mobile();
    title_mail();
    title_access();
    title_room();
    title_rooms();
    title_roles();
    title_contacts();
    is_archived();
    site_none();
    site_added(site, client, name);
    site_edited(site);
    site_unchanged(site);
    site_archived(site);
    room_none();
    room_added(room, site);
    room_edited(room);
    room_unchanged(room);
    room_archived(room);
    room_kind_room();
    room_kind_rack();
    contact_none();
    contact_added(name, client);
    contact_edited(name);
    contact_unchanged(name);
    contact_archived(name);
    contact_requester();
    contact_approver();
    contact_emergency();
    contact_technical();
    contact_billing();
    contact_management();

    // The life of an asset
    financing_owned();
    financing_leased();
    financing_provided();
    deed_moved();
    deed_sent_out();
    deed_came_back();
    deed_lent();
    deed_returned();
    deed_replaced();
    deed_replaces();
    deed_updated();
    title_out();
    title_back();
    title_expected();
    title_loan();
    title_component();
    title_product();
    title_target_version();
    title_supported_until();
    title_replaces();
    title_replaced_by();
    title_stands_in_for();
    group_place();
    group_software();
    group_purchase();
    group_continuity();
    group_own();
    group_children();
    group_moves();
    group_repairs();
    group_updates();
    parent_unknown(parent);
    standing_behind(version);
    standing_reached(version);
    standing_unknown(version);
    standing_supported(date);
    support_over(date);
    attr_domain();
    attr_mailboxes();
    attr_plan();
    attr_host();
    attr_target();
    attr_frequency();
    attr_retention();
    attr_last_success();
    attr_last_restore_test();
    attr_region();
    attr_subscription();
    attr_ports();
    attr_service();
    attr_rto();
    attr_rpo();
    attr_emergency_contact();
    attr_support_until();
    attr_version_of(software);
    asset_moved(tag, before, after);
    asset_sent_out(tag, supplier);
    asset_sent_out_with_loan(tag, supplier, loan);
    asset_came_back(tag, status);
    asset_came_back_with_loan(tag, status, loan);
    asset_replaced(old, new, status);
    asset_updated(tag, component, before, after);
    asset_updated_to(tag, component, version);
    asset_went_back(tag, before, after);
    replace_moved(assets, new);
    replace_left(assets, old);
    replace_kind(old, was, new, now);
    repair_none();
    update_none();
    behind_none();
    target_none();
    target_unchanged(subject);
    target_removed(subject);
    target_set(count, subject, version);
    support_set(count, subject, date);
    // Imports of assets
    title_source();
    import_created();
    import_updated();
    import_renamed();
    import_retired();
    import_nothing();
    import_more(count);
    import_gone(tag,client);
    import_gone_retired(tag,client);
    import_kept_tags(count);
    // Licences
    title_publisher();
    title_used();
    title_free();
    title_owner();
    title_holder();
    licence_none();
    licence_no_holders();
    licence_perpetual();
    licence_added(tag, client, product);
    licence_assigned(tag, holders, used, seats);
    licence_assigned_uncounted(tag, holders, used);
    licence_released(tag, holders, used);
    licence_over(tag, used, seats);
    licence_ended(tag, date, used);

    // What covers what
    asset_covered(cover, assets);
    asset_uncovered(cover, assets);

    // What ends
    ending_warranty();
    ending_subscription();
    ending_licence();
    ending_lease();
    ending_certificate();
    ending_domain();
    ending_support();
    ending_notice();
    ending_contract();
    ending_insurance();
    expiring_heading(from, to);
    expiring_none(to);
    title_days_left();
    title_what();

    // Reports of the inventory
    inventory_heading(client, date);
    inventory_complete();
    inventory_gaps();
    inventory_no_gaps();
    inventory_by_kind();
    inventory_by_status();
    inventory_by_age();
    inventory_missing();
    inventory_nothing_missing();
    licences_heading();
    gap_contract();
    gap_backup();
    gap_antivirus();
    gap_warranty();
    gap_support();
    title_age();
    age_below(years);
    age_between(from, below);
    age_from(years);
    responsibility_heading(client, date);
    responsibility_services();
    responsibility_no_services();
    responsibility_others();
    responsibility_no_others();
    responsibility_people();
    title_role();
    inventory_without(count, of, field);
    title_of();
    title_side();
    change_vanished();
    import_others(created, updated, unchanged);
    import_not_retired(count);

    // Imported tickets
    state_unknown();
    title_imported();
    title_unknown();
    imported_unknown(gaps);
    imported_waited(duration);
    gap_response();
    gap_workaround();
    gap_update();
    gap_waiting();
    gap_resolution();
    report_imported();
    report_imported_from(count,tools);
    report_unjudged();
    report_no_unjudged();
    past_imported(file,read,created,unchanged,refused);
    past_unknown(tool);
    past_which();
    past_kept_as_text(columns);
    unsaid_kind();
    unsaid_severity(value);
    unsaid_asset(value);
    unsaid_response();
    unsaid_waiting();
    unsaid_waiting_when();
    unsaid_paused_since();
    unsaid_resolution();
    unsaid_closing();
    unsaid_reopening();
    unsaid_dropped();
    unsaid_response_hours();
    // Backups and checks
    title_database();
    title_events();
    title_head();
    title_check();
    title_place();
    title_fault();
    title_file();
    title_size();
    title_removed();
    title_backup();
    title_head_before();
    title_set_aside();
    verify_sound();
    check_pages();
    check_references();
    check_schema();
    check_chain();
    check_texts();
    check_counters();
    check_tables();
    check_anchor();
    fault_altered();
    fault_missing();
    fault_unexplained();
    fault_differs(column);
    fault_refers(table);
    fault_number(holds, said);
    fault_ends_before(noted);
    fault_more(count);
    // Volume
    volume_title(contract, period);
    volume_agreed();
    per_period(quantity, period);
    volume_counted();
    rule_rounding(step);
    rule_on_site_minimum(least);
    rule_out_of_hours(factor);
    rule_out_of_hours_part(part, factor);
    rule_out_of_scope();
    under_quote(quote);
    units_of(number);
    volume_no_lines();
    title_logged();
    title_charged();
    title_rule();
    title_change();
    title_balance();
    volume_credit_included();
    volume_bought(number);
    volume_bought_under(number, reference);
    volume_expired();
    volume_expired_of(block);
    volume_settled();
    work_without_ticket();
    volume_opening();
    volume_included();
    volume_bought_total();
    volume_raw();
    volume_charged();
    volume_burnt();
    volume_overrun();
    volume_overrun_amount();
    volume_out_of_scope();
    volume_out_of_scope_amount();
    volume_visits();
    volume_travel_amount();
    volume_closing();
    volume_overdrawn(quantity);
    volume_nearly_used(percent, left);
    balance_after(contract, charged, raw, left);
    balance_left(contract, left);
    balance_out_of_scope(contract, charged);
    work_logged_on(minutes, contract);
    volume_added(quantity, contract);
    volume_usable(from, until);
    no_volume_at_all();
    nature_administration();
    nature_update();
    nature_security();
    nature_monitoring();
    nature_optimisation();
    nature_upkeep();
    nature_support();
    nature_repair();
    nature_corrective();
    nature_preventive();
    nature_evolutive();
    report_volume();

    // Penalties and means
    report_penalties();
    report_no_penalties();
    report_penalties_of_means();
    title_points_under();
    title_franchise();
    title_whole_points();
    title_per_point();
    title_of_fee();
    title_penalty();
    penalty_total(amount, fee);
    penalty_gap(metric, reached, goal, points, franchise);
    penalty_sum(whole, each, percent, fee, amount);
    penalty_capped(cap);
    penalty_no_fee();
    remedy_service_credit();
    report_means();
    means_promised();
    means_put_in();
    means_remote();
    means_on_site();
    means_people();
    title_quantity();

    // What a replacement carries
    replace_seats(count,tag);
    // Outages and availability
    outage_since(from);
    outage_planned();
    outage_planned_late();
    outage_unplanned();
    outage_not_over();
    outage_added(number, assets, span);
    outage_ended(number, span);
    outage_edited(number, span);
    outage_removed(number);
    outage_told_late();
    title_lasts();
    report_availability();
    report_availability_title(month);
    no_availability();
    title_service();
    title_required();
    title_left_out();
    title_down();
    title_availability();
    availability_open(count);
    availability_unproven(count);
    audience_internal();
    audience_public();
    audience_suppliers();
    title_audience();

    // Term and price
    term_first();
    term_renewal(number);
    title_last_day();
    title_notice_until();
    title_then();
    renews_until(date);
    renews_without_term();
    ends_unless_signed();
    ends_then();
    notice_passed();
    no_renewals();
    price_title(contract);
    price_fee();
    price_index_base(name, base);
    title_index();
    price_revised();
    price_formula(amount, value, base, revised);
    price_change();
    price_versions();
    price_lines();
    title_line_price();
    title_per();
    line_unit_month();
    line_unit_asset();
    line_unit_user();
    line_unit_unit();

    // Audit
    title_program();
    audit_shown_of(shown, total);
    audit_given(field, value);
    audit_erased();
    audit_assets(count);
    audit_client();
    audit_calendar();
    audit_contract();
    audit_asset();
    audit_estate();
    audit_estates();
    audit_ticket();
    audit_licence();
    audit_outage();
    audit_database();
    audit_archived();
    audit_restored();
    audit_applied();
    audit_topped_up();
    audit_removed();
    audit_released();
    audit_freed();
    audit_passed_on();
    audit_key_shown();
    audit_over_used();
    // Campaigns of inventory
    campaign_started(name, client);
    campaign_is_now_accepted(name, client, by, count);
    campaign_none();
    campaign_heading(name, client);
    campaign_under_way();
    campaign_accepted();
    campaign_assets();
    campaign_assets_now();
    title_campaign();
    title_started();
    title_accepted();
    title_accepted_by();
    title_evidence();
    title_inventory();
    not_inventoried();
    inventoried_on(date);
    inventoried_in_full(campaign, date, by, count);
    diff_heading(name, client, from, to);
    diff_added();
    diff_gone();
    diff_changed();
    diff_none();
    title_unchanged();
    title_added();
    title_gone();
    title_changed();
    title_erased();

    // Third parties
    title_third_party();
    title_only_for();
    title_scope();
    title_granted_by();
    title_authorisations();
    title_ended_because();
    third_party_kind();
    third_party_subcontractor();
    third_party_none();
    third_party_no_assets();
    third_parties_heading();
    third_party_archived();
    third_party_active();
    third_party_added(code, name);
    third_party_edited(code, changes);
    third_party_unchanged(code);
    third_party_assigned(code, tags);
    authorisation_none();
    authorisation_none_in_force();
    authorisation_of_client();
    authorisation_cooperation();
    authorisation_granted(number, what, client, party, by);
    authorisation_ended(number, date);
    authorisation_all_assets();
    authorisation_until(number, date);
    authorisation_heading(number);
    standing_in_force();
    standing_to_come();
    standing_over();
    permit_cited(numbers);
    permit_overridden(assets, reason);
    ending_authorisation();
    authorisation_event_granted();
    authorisation_event_ended();
    // Calls
    call_added(client);
    report_calls();
    report_calls_title(client, month);
    no_calls();
    title_offered();
    title_answered();
    title_in_time();
    title_abandoned();
    title_short();
    calls_answered();
    calls_answered_def();
    calls_in_time();
    calls_in_time_def(seconds);
    calls_abandonment();
    calls_abandonment_def(seconds);
    calls_first_contact();
    calls_first_contact_def();
    calls_unknown_wait(count);
    calls_of_totals(count);
    title_outcome();
    title_waited();
    outcome_answered();
    outcome_abandoned();

    // Why commitments were broken
    title_because();
    event_breach_explained();
    breach_because(metric, said);
    breach_unexplained();
    breach_reasons();
    breach_say_why(number);
    breach_ask_code(number);
    breach_ask_sentence();
    breach_workload();
    breach_misrouted();
    breach_diagnosis();
    breach_human_error();
    breach_tooling();
    breach_client();
    breach_third_party();
    breach_supplier();
    breach_force_majeure();
    breach_other();

    // Problems and changes
    event_unlinked();
    event_change_planned();
    event_deployed();
    event_documented();
    test_passed();
    test_failed();
    test_waived();
    relation_causes();
    relation_caused_by();
    relation_follows();
    relation_followed_by();
    relation_related();
    relation_blocks();
    relation_blocked_by();
    title_window();
    title_downtime();
    title_way_back();
    title_test();
    title_documents();
    title_done();
    change_heading();
    change_downtime(duration);
    change_lacks_test();
    change_test_failed();
    change_lacks_document();
    change_outside_window(number, window);
    change_found_later(change, incident);
    report_changes();
    problems_opened();
    problems_resolved();
    problems_open();
    incidents_explained();
    changes_without_incident();
    changes_done();
    changes_coming();
    count_of(count, of);

    // Recurring incidents
    candidates_heading();
    candidates_none(least, days);
    candidate_asset(count, asset);
    candidate_words(count, words);
    candidate_problem(problem);
    title_sign();
    title_proposal();
    // Exports
    asset_exported(assets, file);
    title_rows();
    export_to_do();
    todo_documents();
    todo_signed_contract(title);
    todo_passwords();
    todo_ticket(title, status);
    todo_licence(product);
    todo_licence_of_provider(product);
    todo_repair();
    todo_loan();
    todo_unknown(count);
    todo_third_party(name);
    todo_authorisation(party, by);
    todo_campaign();
    todo_session();
    todo_session_of_line(line);
    title_exported();
    // Erasures
    erased_texts();
    erased_names();
    erased_changes();
    erased_nothing();
    erased_done();
    verify_clock_back(count, event, behind);
    // Recommendations and actions
    title_action_owner();
    title_due_on();
    action_none();
    action_recommendation();
    action_action();
    action_open();
    action_overdue();
    action_done();
    action_dropped();
    action_added(number, client);
    action_edited(number);
    action_is_done(number);
    action_is_dropped(number);

    // Days of a report
    quarter_of_year(number, year);
    title_figure();
    title_trend();
    title_work();
    month_closed(month);
    report_trend_activity();
    report_trend_commitments();

    // The document for the committee
    report_monthly_title(period);
    report_summary();
    report_trends();
    report_time();
    report_park();
    report_expiries(days);
    report_duties();
    report_backlog();
    report_planned();
    report_actions();
    report_annex();
    report_provider();
    summary_flow(opened, resolved, left);
    summary_breaches(count);
    title_light();
    title_month_before();
    light_green();
    light_amber();
    light_red();
    light_grey();
    lights_explained();
    availability_of(service);
    volume_used();
    part_of(part, of);
    duties_kept(part, of);
    actions_in_time(part, of);
    flow_by_kind();
    report_opened_by_channel();
    trend_explained();
    title_month();
    title_charges();
    title_fee();
    projection_period();
    projection_at_hand();
    projection_burnt();
    projection_projected();
    projection_used_up();
    projection_method(burnt, elapsed, days, projected);
    projection_over(burnt);
    planned_none();
    backlog_none();
    backlog_oldest();
    backlog_age_between(from, to);
    backlog_age_from(from);
    not_said();
    time_none();
    report_time_by_nature();
    report_time_by_mode();
    report_time_by_channel();
    title_nature();
    title_mode();
    title_entries();
    title_share();
    park_on(date);
    title_park_before();
    title_park_after();
    title_park_covered();
    park_movements();
    park_no_movements();
    park_changed(count);
    title_moved();
    title_covered();
    moved_in();
    moved_out();
    duty_none();
    duty_overdue();
    duty_soon();
    duty_kept();
    duty_is_done(code, contract, date);
    title_every();
    title_last_done();
    title_next_due();
    provider_name();
    provider_legal_form();
    provider_siren();
    provider_contact();
    provider_insurer();
    provider_policy();
    provider_insured_until();
    audit_call();
    audit_site();
    audit_contact();
    audit_deed();
    audit_version();
    audit_campaign();
    audit_third_party();
    audit_authorisation();
    audit_started();
    audit_accepted();
    audit_granted();
    audit_ended();
    audit_worked();
    audit_seat();
    audit_covered();
    audit_uncovered();
    title_last();

    // Changes taken back
    event_undone();
    takes_back(seq);
    taken_back_by(seq);
    audit_undone();
    title_taken_back();
    nothing_to_undo();
    undo_done(number, by);
    undo_dry(number);
    undo_more(count);
    audit_of_ticket(seq);
    audit_anonymised();
    audit_erasure();
    audit_clock_back(behind);
    audit_action();
    audit_fulfilled();
    audit_done();
    audit_dropped();

    // Closed months
    audit_closing();
    month_was_closed(client, month, moment, by, sha256);
    month_closed_now(client, month, sha256);
    month_reopened(client, month);
    open_points(count);
    close_all_the_same(month);
    point_breach(ticket, metric);
    point_outage(number);
    closing_title(client, month);
    closing_none();
    closing_closed();
    closing_reopened();
    closing_inputs();
    title_edition();
    title_subject();
    title_closed_as();
    title_now();
    report_adjustments();
    adjustments_none();
    adjustments_no_change();
    adjusted_figures();
    figure_of(figure, which);

    // Other terms
    replay_title(period);
    replay_today();
    replay_other();
    replay_late_today();
    replay_late_other();
    total();
    event_change_tested();

    // Doctor
    doctor_heading(moment);
    doctor_said(severity, sentence);
    doctor_problem();
    doctor_warning();
    doctor_note();
    doctor_severity();
    doctor_message();
    doctor_command();
    doctor_nothing();
    doctor_healthy(clients, contracts, calendars, assets);
    doctor_count(problems, warnings, notes);
    doctor_and_more(shown, more);
    doctor_no_holidays(calendar, date);
    doctor_never_opens(calendar, month);
    doctor_closed_next_year(calendar, year);
    doctor_no_closures(calendar, year, this, reasons);
    doctor_no_targets(client, contract);
    doctor_no_reversibility(client, contract);
    doctor_no_contract(client, assets, tickets);
    doctor_in_none(count, client, assets);
    doctor_in_two(count, client, assets, one, other);
    doctor_notice(client, contract, on, days);
    doctor_term(client, contract, on, days);
    doctor_decide_notice(contract);
    doctor_decide_term(contract);
    doctor_archived(count, client, tickets);
    doctor_archived_reason();
    doctor_insurance(on, days);
    doctor_uninsured(on);
    doctor_clocks_forward(zone, by, on);
    doctor_clocks_back(zone, by, on);
    doctor_no_hours_change(change);
    doctor_hours_change(change, calendars);
    doctor_less(calendar, by);
    doctor_more(calendar, by);
    // Workload and actors
    workload_heading(from, to);
    workload_none();
    workload_by_technician();
    title_technician();
    actors_heading(date);
    actors_none();
    actors_no_contact(side);

    // Closures of foreign calendars
    closures_read(count, file);
    closures_none();
    closures_over(count);
    closures_question(count, name);
    closures_added(count, name);
    closures_part_days();
    closures_still_closed();
    fate_added();
    fate_known();
    fate_part_day();
    fate_outside();
    fate_no_time();
    fate_over();
    fate_later();
    fate_goes_on();
    fate_cancelled();
    fate_still_closed();
    fate_superseded();
    every_days(count);
    every_months(count);
    action_shown_from(month, before, day);

    // What stays, what is told later
    undo_never(what);
    late_undone(what);
    reason_of_closed_month(client, closed, told);

    // Ways out of a pause and of a ticket without severity
    note_pause_meant(near);
    note_pause_stopping(contract, reasons);
    note_pause_none(contract);
    note_qualify(command);
    // Why a light is as it is
    why_one_more();
    why_franchise();
    why_no_goal();
    why_projected();
    why_used(percent);
    why_late(count);
    why_too_few();
    why_no_case();
    light_no_goal();
    light_in_time();
    light_late();

    // Asked and told at the desk
    breach_codes(codes);
    report_no_contract_then(client, period);
    verify_expected(head);
    ticket_assigned_to(who);
    title_time_spent();
}

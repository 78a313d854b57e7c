# Everything that infog says to people, in English. `fr.ftl` has the same messages with the same variables.
# How to add one: see `mod.rs`.

## Small words

yes = yes
no = no
none = none
always = always
never = never
unknown = unknown
unassigned = unassigned
and_more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
label = { $label }:
quoted = “{ $text }”
range = { $from } to { $to }
hidden_columns = columns left out for want of room: { $columns }
shown_of = { $shown } of { $total }

## Counts

count_tickets =
    { $count ->
        [one] { $count } ticket
       *[other] { $count } tickets
    }
count_assets =
    { $count ->
        [one] { $count } asset
       *[other] { $count } assets
    }
count_clients =
    { $count ->
        [one] { $count } client
       *[other] { $count } clients
    }
count_contracts =
    { $count ->
        [one] { $count } contract
       *[other] { $count } contracts
    }
count_calendars =
    { $count ->
        [one] { $count } calendar
       *[other] { $count } calendars
    }
count_lines =
    { $count ->
        [one] { $count } line
       *[other] { $count } lines
    }
count_breaches =
    { $count ->
        [one] { $count } breach
       *[other] { $count } breaches
    }
count_days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
count_warnings =
    { $count ->
        [one] { $count } warning
       *[other] { $count } warnings
    }

## Dates and durations

date_long = { $day } { $month } { $year }
date_with_weekday = { $weekday } { $date }
month_of_year = { $month } { $year }
moment_long = { $date } at { $time }
today = today
tomorrow = tomorrow
yesterday = yesterday
in_duration = in { $duration }
ago_duration = { $duration } ago
just_now = just now
allowance_working = { $duration } working
allowance_working_one = { $duration } working
allowance_elapsed = { $duration } elapsed
allowance_days =
    { $count ->
        [one] { $count } working day
       *[other] { $count } working days
    }

## Metrics

metric_response = Response
metric_workaround = Workaround
metric_resolution = Resolution
metric_update = Update
metric_response_full = Response (GTI)
metric_workaround_full = Workaround
metric_resolution_full = Resolution (GTR)
metric_update_full = Update to the client
no_commitment = no commitment
indicative = indicative

## Clock states

state_running = running
state_paused = paused
state_met = met
state_breached = breached
state_void = void
state_at_risk = at risk
state_undecided = undecided

## Ticket statuses

status_open = open
status_acknowledged = acknowledged
status_paused = paused
status_resolved = resolved
status_closed = closed
status_cancelled = cancelled

## Ticket kinds

kind_incident = incident
kind_request = request
kind_problem = problem
kind_change = change
kinds_incident = Incidents
kinds_request = Requests
kinds_problem = Problems
kinds_change = Changes

## What happens to a ticket

event_opened = opened
event_acknowledged = acknowledged
event_assigned = assigned
event_linked = linked
event_noted = noted
event_paused = paused
event_resumed = resumed
event_severity_changed = severity changed
event_worked_around = worked around
event_updated = client updated
event_resolved = resolved
event_reopened = reopened
event_closed = closed
event_cancelled = cancelled
event_time_logged = time logged
event_edited = edited
event_corrected = corrected

## Reasons of a pause

pause_waiting_client = waiting for the client
pause_waiting_third_party = waiting for a third party
pause_waiting_supplier = waiting for a supplier
pause_waiting_authorisation = waiting for an authorisation
pause_no_site_access = no access to the site
pause_scheduled = scheduled

## Why there is no commitment

excluded_duplicate = duplicate
excluded_withdrawn = withdrawn by the client
excluded_not_covered = not covered
excluded_out_of_perimeter = out of perimeter
excluded_no_contract = no contract in force

## Channels and ways of working

channel_phone = phone
channel_mail = mail
channel_ticket = ticket
channel_on_site = on site
channel_monitoring = monitoring
mode_remote = remote
mode_on_site = on site

## Kinds of assets

asset_desktop = desktop computer
asset_workstation = workstation
asset_laptop = laptop
asset_server = server
asset_virtual_server = virtual server
asset_cloud_server = cloud server
asset_storage = storage
asset_switch = switch
asset_firewall = firewall
asset_router = router
asset_access_point = access point
asset_printer = printer
asset_phone = phone
asset_telephony = telephony
asset_mobile = mobile phone
asset_ups = UPS
asset_application = application
asset_operating_system = operating system
asset_mail = mail service
asset_licence = licence
asset_backup = backup
asset_antivirus = antivirus
asset_domain = domain name
asset_certificate = certificate
asset_service = service
asset_other = other

## Where an asset is in its life

asset_status_ordered = ordered
asset_status_in_stock = in stock
asset_status_in_service = in service
asset_status_in_repair = in repair
asset_status_on_loan = on loan
asset_status_to_replace = to replace
asset_status_retired = retired
asset_status_lost = lost

## Who looks after an asset, and how much hangs on it

managed_by_provider = provider
managed_by_client = client
managed_by_third_party = third party
criticality_low = low
criticality_normal = normal
criticality_high = high

## Days off

feast_new_year = New Year’s Day
feast_good_friday = Good Friday
feast_easter_monday = Easter Monday
feast_labour_day = Labour Day
feast_victory_1945 = Victory in 1945
feast_ascension = Ascension Day
feast_whit_monday = Whit Monday
feast_bastille_day = Bastille Day
feast_assumption = Assumption Day
feast_all_saints = All Saints’ Day
feast_armistice_1918 = Armistice of 1918
feast_christmas = Christmas Day
feast_saint_stephen = Saint Stephen’s Day
feast_abolition = Abolition of Slavery

## Territories

region_fr = France
region_fr_alsace_moselle = Alsace and Moselle
region_fr_guadeloupe = Guadeloupe
region_fr_martinique = Martinique
region_fr_guyane = French Guiana
region_fr_reunion = Réunion
region_fr_mayotte = Mayotte

## Why time counted or stood still

why_open = open
why_closed = closed
why_elapsed = counts always
why_holiday = holiday: { $name }
why_closure = closure: { $reason }
why_paused = paused: { $reason }
why_resolved = resolved
why_opening = exceptionally open: { $reason }

## The desk

desk_open_until = desk open until { $moment }
desk_closed_until = desk closed until { $moment }
desk_always_open = desk always open

## Titles of columns and facts

title_actor = By
title_allowance = Allowance
title_amendment = Amendment
title_asset = Asset
title_assets = Assets
title_assigned_to = Used by
title_assignee = Assignee
title_at = When
title_breached = Breached
title_calendar = Calendar
title_channel = Channel
title_client = Client
title_closed = Closed
title_code = Code
title_column = Column
title_consumed = Used
title_contact = Contact
title_contract = Contract
title_count = Count
title_counted = Counted
title_criticality = Criticality
title_date = Date
title_day = Day
title_decided = Decided
title_description = Description
title_due = Due
title_ends_on = Ends on
title_effective_on = In force from
title_event = Event
title_excluded = Excluded
title_feast = Holiday
title_field = Field
title_from = From
title_goal = Goal
title_goal_met = Goal met
title_hours = Hours
title_kind = Kind
title_label = Label
title_language = Language
title_last_tickets = Last tickets
title_late = Late
title_left = Left
title_line = Line
title_location = Location
title_managed_by = Managed by
title_manufacturer = Manufacturer
title_meaning = Meaning
title_met = Met
title_metric = Commitment
title_minutes = Minutes
title_model = Model
title_name = Name
title_note = Note
title_number = No.
title_opened = Opened
title_origin = Origin
title_pause = Pause
title_period = Period
title_purchased_on = Purchased on
title_rate = Rate
title_reason = Reason
title_recorded = Recorded
title_reference = Reference
title_relation = Link
title_renewal = Renewal
title_requester = Requester
event_change = { $field }: { $before } → { $after }
title_resolved = Resolved
title_seats = Seats
title_sequence = Seq.
title_serial = Serial number
title_severity = Severity
title_signed_on = Signed on
title_site = Site
title_since = Since
title_starts_on = Starts on
title_state = State
title_status = Status
title_stopped = Stopped
title_supplier = Supplier
title_tag = Tag
title_target = Target
title_ticket = Ticket
title_tickets = Tickets
title_title = Title
title_to = To
title_total = Total
title_undecided = Undecided
title_unit = Unit
title_value = Value
title_version = Version
title_warranty = Warranty until
title_week = Week
title_why = Why
title_zone = Time zone

## Headings of the month's report

report_sla_title = Service report, { $month }
report_flow = Flow of tickets
report_commitments = Commitments
report_breaches = Breaches
report_undecided = Undecided at the end of the month
report_paused = Paused at the end of the month
report_excluded = Excluded
report_requests = Requests
report_reopened = Reopened
report_indicative = Indicative targets
report_recorded_late = Recorded late
report_calendar = Calendar
report_days_off = Days off
report_severities = Severities
report_no_breaches = no commitment was broken
report_no_undecided = nothing is undecided
report_no_paused = nothing was on hold
report_no_excluded = nothing was excluded
report_no_days_off = no holiday, no closure
report_small_sample = fewer than { $min_sample } decided: counts only
flow_backlog_start = Open at the start
flow_opened = Opened
flow_reopened = Reopened
flow_resolved = Resolved
flow_closed_without_work = Closed without work
flow_backlog_end = Open at the end
flow_identity = { $start } + { $opened } opened + { $reopened } reopened − { $resolved } resolved − { $dropped } closed without work = { $end }
goal_met = goal met
goal_missed = goal missed
goal_too_few = sample too small

## Months and days of the week

month_1 = January
month_2 = February
month_3 = March
month_4 = April
month_5 = May
month_6 = June
month_7 = July
month_8 = August
month_9 = September
month_10 = October
month_11 = November
month_12 = December
weekday_0 = Monday
weekday_1 = Tuesday
weekday_2 = Wednesday
weekday_3 = Thursday
weekday_4 = Friday
weekday_5 = Saturday
weekday_6 = Sunday
weekday_short_0 = Mon
weekday_short_1 = Tue
weekday_short_2 = Wed
weekday_short_3 = Thu
weekday_short_4 = Fri
weekday_short_5 = Sat
weekday_short_6 = Sun

## Words of the month's report

all_severities = all
report_as_of = As of
report_provisional = { $moment }; the month is not over, these figures may still change
clauses = { $first }; { $second }
explain_no_deadline = no deadline while paused
report_no_contract = tickets that no contract governs
report_no_commitments = no commitment was promised or decided
report_reopened_of = { $count } of { $of } resolved
report_no_late_records = nothing was recorded after the month's end
report_decided_in_month = judged by the month in which each commitment was decided
report_goals = Goals
title_clause = Clause
title_definition = Definition
title_hours_of_week = Opening hours
title_breached_at = Broken on
title_records = Records
title_stops_clock = Stops the clock
state_missed = missed
goal_at_least = ≥ { $rate }
goal_at_most = ≤ { $rate }
hours_closed = closed

## One ticket

ticket_heading = { $number } { $title }
ticket_opened_line = Ticket { $number } opened.
ticket_changed_line = Ticket { $number }: { $what }.
ticket_imported_line =
    { $count ->
        [one] { $count } ticket imported.
       *[other] { $count } tickets imported.
    }
ticket_import_checked =
    { $count ->
        [one] { $count } ticket is sound; nothing was written.
       *[other] { $count } tickets are sound; nothing was written.
    }
no_severity = to be qualified
left_of_clock = { $duration } left
left_of_working_clock = { $worked } left
late_of_clock = { $duration } late
no_deadline_while_paused = none while paused
contract_of = { $contract }, { $title }
amendment_of = { $contract }, amendment { $amendment }
severity_of = { $code } { $label }
note_excluded = no commitment: { $reason }
note_no_targets = the contract promises nothing for this kind and severity
note_channel = { $channel } is not among the channels of { $contract }
note_pause_stops_nothing = { $reason }: { $contract } does not stop any clock for it
note_warranty_over = { $asset }: warranty ended on { $date }
note_managed_by = { $asset } is managed by: { $who }
note_licence_clock = recorded under a clock set to { $moment }
late_recorded = recorded { $moment }
tickets_of_asset = Last tickets of { $asset }
none_of_asset = no earlier ticket
events_heading = Events
clocks_heading = Commitments
assets_heading = Assets
no_tickets = no ticket
no_open_tickets = no open ticket
corrects_event = replaces event { $seq }
replaced_by = replaced by event { $seq }
minutes_of = { $minutes } min, { $mode }
for_client = for the client
internal_note = internal
links_to = to { $number }
duplicate_of = duplicate of { $number }
title_detail = Detail

## A deadline explained

explain_heading = Why { $number } is due when it is: { $title }
explain_clock = { $metric }: { $allowance }
explain_cycle = { $metric } { $cycle }: { $allowance }
explain_won = target that holds: { $target }
explain_lost = less specific, set aside: { $target }
explain_versions = counted under { $contract }, calendar { $calendar }
explain_calendar_version = { $calendar } since { $date }
explain_due = due { $moment }
explain_from_change = counted in full from the change of severity, { $moment }
explain_moved = { $raw } falls while the desk is closed: moved to { $moved }
explain_now = now: { $moment }
explain_ahead = still to come
explain_no_clock = this ticket has no commitment
explain_breached_at = the allowance was used up for good on { $moment }
explain_ignored_pause = { $reason } is not among the contract's reasons: the clock went on
target_every_line = every line
target_line = line { $line }
target_every_kind = every kind
target_every_severity = every severity
unit_working = working
unit_elapsed = elapsed

## Calendars

calendar_holidays = Holidays
calendar_no_holidays = none: open on every holiday
calendar_worked_holidays = Worked holidays
calendar_closures = Closures
calendar_openings = Dated hours
calendar_yearly = Every year
calendar_versions = Versions
calendar_none = no calendar
calendar_month_of = { $calendar }, { $month } ({ $zone })
calendar_open_in_month = open { $duration } in all
calendar_sound = { $name }: the calendar is sound
calendar_created = calendar { $name } applied
calendar_version_created = calendar { $name }: version in force from { $date } applied
calendar_replaced = calendar { $name } replaced
calendar_unchanged = calendar { $name } unchanged
calendar_would_be = dry run, nothing was written
title_replaced = Replaced
holidays_heading = Holidays { $year }, { $region }
ticket_next_clock = { $metric }: { $said }.
no_running_clock = no clock is running

## Clients

client_none = no client
client_is_archived = archived
client_added = client { $code } added: { $name } ({ $zone })
client_edited = client { $code } changed: { $changes }
client_unchanged = client { $code } unchanged
client_archived = client { $code } archived
contract_none = no contract

## Beginning

init_created = database created: { $path }
init_kept = the database is there already: { $path }
## What sort of contract it is

contract_kind_global = global
contract_kind_partial = partial
contract_kind_infrastructure = infrastructure
contract_kind_hardware = hardware
contract_kind_operations = operations
contract_kind_application = applications
contract_kind_bpo = business process
contract_kind_assistance = assistance
family_infogerance = managed services
family_maintenance = maintenance
delivery_on_site = on site
delivery_service_centre = service centre
delivery_assistance = technical assistance
undertaking_means = means
undertaking_results = results
renewal_tacit = tacit renewal
renewal_express = express renewal
renewal_none = no renewal
volume_unit_minute = minutes
volume_unit_ticket = tickets
volume_unit_unit = units of work
period_month = a month
period_quarter = a quarter
period_year = a year
period_term = for the whole term
goal_availability = Availability
goal_answer_rate = Calls answered in time
goal_abandonment = Calls abandoned
goal_first_contact = Resolved at the first contact
role_single_contact = single contact
role_approver = approver
role_emergency = emergency contact
role_requester = authorised requester
role_steering_committee = steering committee
role_management_committee = management committee
role_lawyer = lawyer
language_en = English
language_fr = French

## Columns of an asset

field_os = Operating system
field_os_version = System version
field_firmware = Firmware
field_warranty_from = Warranty from
field_warranty_level = Warranty level
field_expires_on = Expires on
field_financing = Financing
field_lease_until = Leased until
field_parent = Part of
field_licence_key = Licence key
field_notes = Notes

## A moment that clocks show twice, and a holiday that is worked

moment_twice = { $moment } ({ $offset })
why_worked_holiday = worked holiday: { $name }
ticket_import_unchanged =
    { $count ->
        [one] { $count } was there already, unchanged.
       *[other] { $count } were there already, unchanged.
    }

## Contracts

contract_applied = contract { $contract } of { $client } applied, in force from { $date }
contract_amended = contract { $contract }: amendment { $amendment } applied, in force from { $date }
contract_replaced = contract { $contract } corrected
contract_unchanged = contract { $contract } unchanged
contract_sound = { $contract }: nothing is missing
contract_remarks = { $contract }: sound, { $warnings }
contract_in_force = in force
contract_not_in_force = not in force
contract_no_changes = nothing changed
contract_perimeter = Perimeter
contract_covers = Covers
contract_no_lines = no line: the contract covers everything
contract_other_clauses = Other clauses
contract_notice_by = Last day for notice
contract_same_time = at the time of opening
title_before = Before
title_after = After

## The demo

demo_world = A small world stands in { $folder }: two clients, their calendars and contracts, eleven assets, twelve tickets. A client calls:
demo_ticket_title = File server does not answer any more
demo_why = Why is it due then? Line by line:
demo_month = And last month, as the contract judges it:
demo_next = Look around in it:
demo_files = The calendars, contracts, inventory and tickets that made it are files in { $folder }.

## What needs attention

status_heading = { $moment }
status_count =
    { $count ->
        [one] { $count } open ticket
       *[other] { $count } open tickets
    }
status_breached = Broken and still running
status_at_risk = At risk
status_unassigned = Assigned to nobody
status_held = On hold for long
status_changes = Changes under way
status_nothing = nothing needs you now

## Assets

asset_none = no asset
asset_missing = Still unknown
asset_added = asset { $tag } of { $client } added: { $kind }
asset_edited = asset { $tag } changed: { $changes }
asset_unchanged = asset { $tag } unchanged
asset_retired = asset { $tag } retired
asset_imported = { $file }: { $read } read: { $created } created, { $updated } updated, { $unchanged } unchanged, { $refused } refused

## Imports of assets

title_source = Source
import_created = created
import_updated = updated
import_renamed = renamed
import_retired = retired
import_nothing = nothing would change
import_more =
    { $count ->
        [one] … and { $count } more
       *[other] … and { $count } more
    }
import_gone = asset { $tag } of { $client } is no longer in it
import_gone_retired = asset { $tag } of { $client } is no longer in it, and retired
import_kept_tags =
    { $count ->
        [one] { $count } asset found by its serial number kept its tag; `--allow-rename` gives it that of the file
       *[other] { $count } assets found by their serial numbers kept their tags; `--allow-rename` gives them those of the file
    }

calendar_first_version = From the beginning
change_added = added
change_edited = edited
change_imported = imported
change_retired = retired

## Sites, rooms and contacts

title_address = Address
title_phone = Telephone
title_mobile = Mobile
title_mail = Mail
title_access = Access
title_room = Room
title_rooms = Rooms
title_roles = Roles
title_contacts = Contacts
is_archived = archived
site_none = no site
site_added = site { $site } of { $client } added: { $name }
site_edited = site { $site } changed
site_unchanged = site { $site } unchanged
site_archived = site { $site } archived
room_none = no room
room_added = room { $room } added to site { $site }
room_edited = room { $room } changed
room_unchanged = room { $room } unchanged
room_archived = room { $room } archived
room_kind_room = room
room_kind_rack = rack
contact_none = no contact
contact_added = contact { $name } of { $client } added
contact_edited = contact { $name } changed
contact_unchanged = contact { $name } unchanged
contact_archived = contact { $name } archived
contact_requester = requester
contact_approver = approver
contact_emergency = emergency
contact_technical = technical
contact_billing = billing
contact_management = management

## The life of an asset

financing_owned = owned
financing_leased = leased
financing_provided = provided
deed_moved = moved
deed_sent_out = sent out for repair
deed_came_back = back from repair
deed_lent = lent
deed_returned = loan returned
deed_replaced = replaced
deed_replaces = replaces
deed_updated = updated
title_out = Out
title_back = Back
title_expected = Expected back
title_loan = On loan instead
title_component = Component
title_product = Product
title_target_version = Target version
title_supported_until = Supported until
title_replaces = Replaces
title_replaced_by = Replaced by
title_stands_in_for = Stands in for
group_place = Place and use
group_software = Versions and support
group_purchase = Purchase and warranty
group_continuity = Continuity
group_own = Particulars
group_children = Part of it
group_moves = Moves
group_repairs = Repairs
group_updates = Last updates
parent_unknown = { $parent } (unknown)
standing_behind = behind: should be { $version }
standing_reached = at { $version } or later
standing_unknown = version unknown, should be { $version }
standing_supported = supported until { $date }
support_over = support over since { $date }
attr_domain = Domain
attr_mailboxes = Mailboxes
attr_plan = Plan
attr_host = Host
attr_target = Target
attr_frequency = Frequency
attr_retention = Retention
attr_last_success = Last success
attr_last_restore_test = Last restore test
attr_region = Region
attr_subscription = Subscription
attr_ports = Ports
attr_service = Service
attr_rto = Recovery time (RTO)
attr_rpo = Data loss accepted (RPO)
attr_emergency_contact = Emergency contact
attr_support_until = Supported until
attr_version_of = Version of { $software }
asset_moved = asset { $tag }: { $before } → { $after }
asset_sent_out = asset { $tag } sent out for repair at { $supplier }
asset_sent_out_with_loan = asset { $tag } sent out for repair at { $supplier }; { $loan } stands in for it
asset_came_back = asset { $tag } back from repair: { $status }
asset_came_back_with_loan = asset { $tag } back from repair: { $status }; the loan of { $loan } is over
asset_replaced = asset { $old } replaced by { $new }; { $old }: { $status }
asset_updated = asset { $tag }: { $component } { $before } → { $after }
asset_updated_to = asset { $tag }: { $component } is { $version }
asset_went_back = { $after } is older than { $before }: { $tag } went back
replace_moved = { $assets } run on { $new } since
replace_left = { $assets } stay part of { $old }
replace_kind = { $old } is a { $was }, { $new } a { $now }
repair_none = nothing is out for repair
update_none = no update was recorded
behind_none = nothing is behind
target_none = no target version is set
target_unchanged = { $subject }: unchanged
target_removed = { $subject }: taken away
target_set =
    { $count ->
        [one] target of { $subject }: { $version } ({ $count } asset)
       *[other] target of { $subject }: { $version } ({ $count } assets)
    }
support_set =
    { $count ->
        [one] { $subject } supported until { $date } ({ $count } asset)
       *[other] { $subject } supported until { $date } ({ $count } assets)
    }

## Licences

title_publisher = Publisher
title_used = Used
title_free = Free
title_owner = Owner
title_holder = Held by
licence_none = no licence
licence_no_holders = nobody holds a seat
licence_perpetual = perpetual
licence_added = licence { $tag } of { $client } added: { $product }
licence_assigned = { $tag } assigned to { $holders }: { $used } of { $seats } seats used
licence_assigned_uncounted = { $tag } assigned to { $holders }: { $used } used, how many were bought is not known
licence_released = { $tag } taken back from { $holders }: { $used } used
licence_over = { $tag } is over-used: { $used } used, { $seats } bought
licence_ended = { $tag } ended on { $date }, still in use: { $used }

## What covers what

asset_covered = { $cover } covers { $assets }
asset_uncovered = { $cover } covers no more: { $assets }

## What ends

ending_warranty = warranty
ending_subscription = subscription
ending_licence = licence
ending_lease = lease
ending_certificate = certificate
ending_domain = domain name
ending_support = support
ending_notice = notice of the contract
ending_contract = contract
ending_insurance = insurance
expiring_heading = What ends from { $from } to { $to }
expiring_none = nothing ends until { $to }
title_days_left = Days
title_what = What

## Reports of the inventory

inventory_heading = Inventory: { $client }, { $date }
inventory_complete = Complete
inventory_gaps = What is lacking
inventory_no_gaps = nothing is lacking
inventory_by_kind = By kind
inventory_by_status = By status
inventory_by_age = Age of machines
inventory_missing = Still unknown
inventory_nothing_missing = everything is known that is asked for
licences_heading = Licences
gap_contract = outside any contract
gap_backup = without backup
gap_antivirus = without antivirus
gap_warranty = past warranty
gap_support = past support
title_age = Age
age_below = under { $years } year
age_between = { $from } to { $below } years
age_from = { $years } years and more
responsibility_heading = Who manages what: { $client }, { $date }
responsibility_services = Services
responsibility_no_services = no service
responsibility_others = Machines that others manage
responsibility_no_others = the provider manages every machine
responsibility_people = Who speaks for whom
title_role = Role
inventory_without = { $count } of { $of } without: { $field }
title_of = Of
title_side = Side
change_vanished = vanished
import_others = { $created } created, { $updated } updated, { $unchanged } unchanged
import_not_retired =
    { $count ->
        [one] nothing is retired: { $count } refused line may be about any of them
       *[other] nothing is retired: { $count } refused lines may be about any of them
    }

## Imported tickets

state_unknown = cannot be told
title_imported = Imported from
title_unknown = Not known
imported_unknown = not known: { $gaps }
imported_waited = it waited { $duration } in all as its source counts, nothing says when
gap_response = taken in charge
gap_workaround = workaround
gap_update = updates to the client
gap_waiting = waiting
gap_resolution = resolved
report_imported = Imported tickets
report_imported_from =
    { $count ->
        [one] { $count } ticket of this month comes from { $tools }, as far as its columns say. What counts as met is met at the worst that they leave open; what they cannot decide is in no rate.
       *[other] { $count } tickets of this month come from { $tools }, as far as its columns say. What counts as met is met at the worst that they leave open; what they cannot decide is in no rate.
    }
report_unjudged = Cannot be judged
report_no_unjudged = Nothing is left open.
past_imported = { $file }: { $read } read: { $created } created, { $unchanged } unchanged, { $refused } refused
past_unknown = What { $tool } does not say
past_which = Numbers there
past_kept_as_text = Kept as text in the description: { $columns }
unsaid_kind = type: not in the file, taken for an incident (--kind says otherwise)
unsaid_severity = priority { $value }: no severity of the contract, left open (--severity '{ $value }=CODE')
unsaid_asset = { $value }: not in the client's inventory, kept as text
unsaid_response = when it was taken in charge
unsaid_waiting = whether it waited
unsaid_waiting_when = when it waited: only how long in all
unsaid_paused_since = since when it waits: its last change, if the file has it
unsaid_resolution = when it was resolved: by its closing or last change at the latest
unsaid_closing = when it was closed: it stands as resolved
unsaid_reopening = when it was reopened: its earlier resolution is left out
unsaid_dropped = why it was dropped, or into which it was merged: it stands as withdrawn
unsaid_response_hours = when it was taken in charge: the delay is known, not in which hours it counts (--hours CALENDAR)

## Backups and checks

title_database = Database
title_events = Events
title_head = Head
title_check = Check
title_place = Place
title_fault = Fault
title_file = File
title_size = Size
title_removed = Removed
title_backup = Backup
title_head_before = Head before
title_set_aside = Set aside as
verify_sound = Sound: nothing was changed, lost or made up.
check_pages = pages and indexes
check_references = references
check_schema = schema
check_chain = chain of events
check_texts = texts
check_counters = counters
check_tables = tables against the log
check_anchor = noted head
fault_altered = is not what was written
fault_missing = is missing
fault_unexplained = is explained by no event
fault_differs = does not hold in { $column } what its events say
fault_refers = refers to a row of { $table } that is not there
fault_number = holds { $holds }, and the events say { $said }
fault_ends_before = is the last one, and event { $noted } was noted
fault_more = and { $count } more

## Volume

volume_title = Volume of { $contract }, { $period }
volume_agreed = Agreed
per_period = { $quantity } { $period }
volume_counted = How it counts
rule_rounding = rounded up to { $step }
rule_on_site_minimum = at least { $least } on site
rule_out_of_hours = × { $factor } out of hours
rule_out_of_hours_part = { $part } out of hours × { $factor }
rule_out_of_scope = not covered
under_quote = quote { $quote }
units_of = { $number } units
volume_no_lines = nothing was logged in these days
title_logged = Logged
title_charged = Counted
title_rule = How
title_change = Change
title_balance = Balance
volume_credit_included = included by the contract
volume_bought = bought (no. { $number })
volume_bought_under = bought (no. { $number }, { $reference })
volume_expired = Unused, lost
volume_expired_of = unused, lost: { $block }
volume_settled = overrun, invoiced with its period
work_without_ticket = work without a ticket
volume_opening = Balance before
volume_included = Included
volume_bought_total = Bought
volume_raw = Work logged
volume_charged = Work counted
volume_burnt = Used
volume_overrun = Beyond the volume
volume_overrun_amount = Its price
volume_out_of_scope = Not covered
volume_out_of_scope_amount = Its price
volume_visits = Visits
volume_travel_amount = Their price
volume_closing = Balance
volume_overdrawn = The volume is overdrawn by { $quantity }
volume_nearly_used = { $percent } of the volume is used; { $left } left
balance_after = { $contract }: { $charged } counted ({ $raw } logged), balance { $left }
balance_left = { $contract }: balance { $left }
balance_out_of_scope = { $contract }: { $charged } counted, not covered by the contract
work_logged_on = { $minutes } min logged under { $contract }
volume_added = { $quantity } added to the volume of { $contract }
volume_usable = usable from { $from } to { $until }
no_volume_at_all = no contract of this client has a volume
nature_administration = administration
nature_update = update
nature_security = security
nature_monitoring = monitoring
nature_optimisation = optimisation
nature_upkeep = upkeep
nature_support = support
nature_repair = repair
nature_corrective = corrective maintenance
nature_preventive = preventive maintenance
nature_evolutive = evolutive maintenance
report_volume = Volume

## Penalties and means

report_penalties = Computed penalties
report_no_penalties = no goal with a penalty was missed
report_penalties_of_means = This is a commitment of means: rates are objectives and bear no penalty.
title_points_under = Points off
title_franchise = Free
title_whole_points = Whole points
title_per_point = Each
title_of_fee = Of the fee
title_penalty = Penalty
penalty_total = In all { $amount }, of a monthly fee of { $fee } before tax.
penalty_gap = { $metric }: { $reached } where { $goal } is due, { $points } points off less { $franchise } free
penalty_sum = { $whole } whole points × { $each } = { $percent } of { $fee } = { $amount }
penalty_capped = capped at { $cap }
penalty_no_fee = The contract gives no fee: no amount can be computed.
remedy_service_credit = service credit
report_means = Means
means_promised = Promised
means_put_in = Put in this month
means_remote = Remote
means_on_site = On site
means_people = People at work
title_quantity = Quantity

## What a replacement carries

replace_seats =
    { $count ->
        [one] one seat of a licence goes to { $tag }
       *[other] { $count } seats of licences go to { $tag }
    }

## Outages and availability

outage_since = since { $from }, not over
outage_planned = planned
outage_planned_late = planned, told late
outage_unplanned = outage
outage_not_over = not over
outage_added = Outage { $number } of { $assets }: { $span }
outage_ended = Outage { $number } is over: { $span }
outage_edited = Outage { $number } mended: { $span }
outage_removed = Outage { $number } removed from every figure
outage_told_late = the client was told after it began: it counts as an outage
title_lasts = Lasts
report_availability = Availability
report_availability_title = Availability, { $month }
no_availability = no contract of this client promises an availability
title_service = Service
title_required = Required
title_left_out = Left out
title_down = Down
title_availability = Available
availability_open =
    { $count ->
        [one] One outage is not over; it is counted to the instant of these figures.
       *[other] { $count } outages are not over; they are counted to the instant of these figures.
    }
availability_unproven =
    { $count ->
        [one] One planned maintenance has no date of announcement; it is left out as if announced.
       *[other] { $count } planned maintenances have no date of announcement; they are left out as if announced.
    }
audience_internal = internal
audience_public = public
audience_suppliers = suppliers
title_audience = For

## Term and price

term_first = first term
term_renewal = renewal { $number }
title_last_day = Last day
title_notice_until = Notice until
title_then = Then
renews_until = runs on to { $date }
renews_without_term = runs on without a term
ends_unless_signed = ends unless both sign again
ends_then = ends
notice_passed = too late
no_renewals = no contract comes to its term in that time
price_title = Price of { $contract }
price_fee = Fee
price_index_base = { $name }, base { $base }
title_index = Index
price_revised = Revised
price_formula = { $amount } × { $value } / { $base } = { $revised }
price_change = Change
price_versions = By amendment
price_lines = Lines of the perimeter
title_line_price = Price
title_per = For each
line_unit_month = month
line_unit_asset = asset
line_unit_user = user
line_unit_unit = unit of work

## Audit

title_program = Program
audit_shown_of = the last { $shown } of { $total } events are shown; `--limit 0` shows all
audit_given = { $field }: { $value }
audit_erased = (erased)
audit_assets =
    { $count ->
        [one] { $count } asset
       *[other] { $count } assets
    }
audit_client = client
audit_calendar = calendar
audit_contract = contract
audit_asset = asset
audit_estate = assets of
audit_estates = assets of several clients
audit_ticket = ticket
audit_licence = licence
audit_outage = outages of
audit_database = database
audit_archived = archived
audit_restored = restored
audit_applied = applied
audit_topped_up = volume added
audit_removed = removed
audit_released = released
audit_freed = freed
audit_passed_on = passed on
audit_key_shown = key shown
audit_over_used = over-used

## Campaigns of inventory

campaign_started = Inventory campaign { $name } of { $client } has begun
campaign_is_now_accepted = Inventory { $name } of { $client } accepted by { $by }: { $count } assets frozen
campaign_none = no inventory campaign
campaign_heading = Inventory { $name } of { $client }
campaign_under_way = under way
campaign_accepted = accepted
campaign_assets = Assets as accepted
campaign_assets_now = Assets as they are now, not accepted yet
title_campaign = Campaign
title_started = Begun
title_accepted = Accepted
title_accepted_by = Accepted by
title_evidence = Evidence
title_inventory = Inventory
not_inventoried = not inventoried
inventoried_on = accepted on { $date }
inventoried_in_full = { $campaign }, accepted on { $date } by { $by }: { $count } assets
diff_heading = { $client }: from inventory { $name }, accepted on { $from }, to { $to }
diff_added = added
diff_gone = gone
diff_changed = changed
diff_none = nothing differs
title_unchanged = Unchanged
title_added = Added
title_gone = Gone
title_changed = Changed
title_erased = Erased

## Third parties

title_third_party = Third party
title_only_for = Only for
title_scope = Scope
title_granted_by = Granted by
title_authorisations = Authorisations
title_ended_because = Ended because
third_party_kind = third party
third_party_subcontractor = subcontractor
third_party_none = no third party
third_party_no_assets = no asset is managed by it
third_parties_heading = Third parties and subcontractors
third_party_archived = archived
third_party_active = in use
third_party_added = Third party { $code } added: { $name }
third_party_edited = Third party { $code }: { $changes }
third_party_unchanged = Third party { $code } is unchanged
third_party_assigned = { $tags } managed by { $code }
authorisation_none = no authorisation
authorisation_none_in_force = none in force
authorisation_of_client = authorisation of the client
authorisation_cooperation = cooperation agreement
authorisation_granted = { $number }, { $what } ({ $client }, { $party }), granted by { $by }
authorisation_ended = { $number } ends on { $date }
authorisation_all_assets = all that it manages
authorisation_until = { $number } until { $date }
authorisation_heading = Authorisation { $number }
standing_in_force = in force
standing_to_come = to come
standing_over = over
permit_cited = under { $numbers }
permit_overridden = WITHOUT authorisation on { $assets }: { $reason }
ending_authorisation = authorisation
authorisation_event_granted = granted
authorisation_event_ended = ended

## Calls

call_added = Call of { $client } recorded
report_calls = Calls
report_calls_title = Calls of { $client }, { $month }
no_calls = no call was recorded
title_offered = Offered
title_answered = Answered
title_in_time = In time
title_abandoned = Abandoned
title_short = Short
calls_answered = Answered
calls_answered_def = answered / offered
calls_in_time = Answered in time
calls_in_time_def = answered within { $seconds } s / offered
calls_abandonment = Abandonment
calls_abandonment_def = abandoned after { $seconds } s or more / (offered − abandoned sooner)
calls_first_contact = First-contact resolution
calls_first_contact_def = resolved at the first contact / calls of which that is known
calls_unknown_wait =
    { $count ->
        [one] Of one answered call nobody knows how long it waited; it does not count as in time.
       *[other] Of { $count } answered calls nobody knows how long they waited; they do not count as in time.
    }
calls_of_totals =
    { $count ->
        [one] One call came as totals of a day: how short abandoned ones were is not known.
       *[other] { $count } calls came as totals of a day: how short abandoned ones were is not known.
    }
title_outcome = Outcome
title_waited = Waited
outcome_answered = answered
outcome_abandoned = abandoned

## Why commitments were broken

title_because = Explanation
event_breach_explained = breach explained
breach_because = { $metric } broken: { $said }
breach_unexplained = no reason given
breach_reasons = Reasons of the breaches
breach_say_why = say why: `infog ticket reason { $number } CODE "SENTENCE"`
breach_ask_code = Why did #{ $number } come late? (Enter: say it later)
breach_ask_sentence = In a sentence
breach_workload = too much work
breach_misrouted = given to the wrong people first
breach_diagnosis = hard to find
breach_human_error = our own mistake
breach_tooling = our tools failed
breach_client = the client
breach_third_party = a third party
breach_supplier = a supplier
breach_force_majeure = force majeure
breach_other = other

## Problems and changes

event_unlinked = link taken back
event_change_planned = planned
event_deployed = deployed
event_documented = documented
test_passed = tested, it works
test_failed = tested, it fails
test_waived = test waived
relation_causes = causes
relation_caused_by = caused by
relation_follows = follows
relation_followed_by = followed by
relation_related = related to
relation_blocks = blocks
relation_blocked_by = blocked by
title_window = Window
title_downtime = Expected downtime
title_way_back = Way back
title_test = Test
title_documents = Documents
title_done = Done
change_heading = Change
change_downtime = { $duration } of downtime
change_lacks_test = no deployment yet: its test is not recorded, and nobody waived it
change_test_failed = no deployment yet: its last test failed
change_lacks_document = no closing yet: no document is named
change_outside_window = #{ $number } was deployed outside its window, { $window }
change_found_later = { $incident } was found to be caused by { $change }, a change of an earlier month
report_changes = Problems and changes
problems_opened = Problems opened
problems_resolved = Problems resolved
problems_open = Open problems
incidents_explained = Incidents of a known problem
changes_without_incident = Changes without incident
changes_done = Changes done
changes_coming = Changes to come
count_of = { $count } of { $of }

## Recurring incidents

candidates_heading = Incidents that come again
candidates_none = no { $least } incidents of the last { $days } days have a sign in common
candidate_asset = { $count } incidents on { $asset }
candidate_words = { $count } incidents that say: { $words }
candidate_problem = { $problem } explains some of them already
title_sign = Sign
title_proposal = Proposal

## Exports

asset_exported = { $assets } written to { $file }
title_rows = Rows
export_to_do = To be done
todo_documents = Documents are not in infog: hand over the index of documents, diagrams, procedures, signed papers
todo_signed_contract = Signed contract and amendments: { $title }
todo_passwords = infog never held a password: hand over those of every system in access.csv by a safe, then have each changed
todo_ticket = Open ticket to take over ({ $status }): { $title }
todo_licence = Licence of the client: hand over its key and its account: { $product }
todo_licence_of_provider = Licence of the provider: transfer it or have another bought: { $product }
todo_repair = Out for repair: say where it comes back to
todo_loan = Lent: take it back or hand it over
todo_unknown =
    { $count ->
        [one] One asset lacks something that its kind asks for (`infog asset list --missing`)
       *[other] { $count } assets lack something that their kind asks for (`infog asset list --missing`)
    }
todo_third_party = Tell the third party, transfer its contract and its contacts: { $name }
todo_authorisation = In force towards { $party }, granted by { $by }: end it or have it granted anew
todo_campaign = Begun and never accepted by the client
todo_session = Session to hold: organisation, contacts, contracts, open tickets
todo_session_of_line = Session to hold: { $line }
title_exported = Exported

## Erasures

erased_texts = Texts erased
erased_names = Texts that lose a name
erased_changes = States of assets
erased_nothing = nothing to erase
erased_done = erased for good
verify_clock_back =
    { $count ->
        [one] one event was recorded while the clock of the machine was behind: event { $event }, { $behind }
       *[other] { $count } events were recorded while the clock of the machine was behind, the first of them event { $event }, { $behind }
    }

## Recommendations and actions

title_action_owner = Owner
title_due_on = Due
action_none = No recommendation or action is open.
action_recommendation = recommendation
action_action = action
action_open = open
action_overdue = overdue
action_done = done
action_dropped = dropped
action_added = Action { $number } recorded for { $client }.
action_edited = Action { $number } changed.
action_is_done = Action { $number } is done.
action_is_dropped = Action { $number } is dropped.

## Days of a report

quarter_of_year = Q{ $number } { $year }
title_figure = Figure
title_trend = Trend
title_work = Work
month_closed = { $month } (closed)
report_trend_activity = Last twelve months: activity
report_trend_commitments = Last twelve months: commitments

## The document for the committee

report_monthly_title = Service committee, { $period }
report_summary = Summary
report_trends = Trends
report_time = Time spent
report_park = Inventory and its movements
report_expiries = Expiries within { $days } days
report_duties = Regular obligations
report_backlog = Open tickets by age
report_planned = Planned work
report_actions = Recommendations and actions
report_annex = Annex
report_provider = The provider
summary_flow =
    { $opened ->
        [one] One ticket opened, { $resolved } resolved, { $left } open at the end.
       *[other] { $opened } tickets opened, { $resolved } resolved, { $left } open at the end.
    }
summary_breaches =
    { $count ->
        [0] No deadline was missed.
        [one] One deadline was missed: it stands under the breaches.
       *[other] { $count } deadlines were missed: each stands under the breaches.
    }
title_light = State
title_month_before = Month before
light_green = reached
light_amber = to watch
light_red = missed
light_grey = not judged
lights_explained = State: reached or missed is said of the goal. To watch and not judged have their reason beside them. Without a goal the figure stands for itself.
availability_of = Availability: { $service }
volume_used = Volume used
part_of = { $part } of { $of }
duties_kept = { $part } of { $of } up to date
actions_in_time = { $part } of { $of } in time
flow_by_kind = By kind
report_opened_by_channel = Opened, by channel
trend_explained = Bars of rates begin at one half; a hollow bar stands for too few cases, a dot for none.
title_month = Month
title_charges = Missed goals
title_fee = Fee
projection_period = Period of the volume
projection_at_hand = Available in the period
projection_burnt = Burnt so far
projection_projected = Projected by its end
projection_used_up = Used up on
projection_method = Projection: { $burnt } in { $elapsed } days, at the same pace { $projected } in { $days } days.
projection_over = The period is over: { $burnt } were burnt.
planned_none = No planned work is known.
backlog_none = No ticket is open.
backlog_oldest = The oldest
backlog_age_between = { $from } to { $to } days
backlog_age_from = { $from } days and more
not_said = not said
time_none = No time was logged.
report_time_by_nature = By nature of work
report_time_by_mode = By mode
report_time_by_channel = By channel of the ticket
title_nature = Nature
title_mode = Mode
title_entries = Entries
title_share = Share
park_on = On { $date }
title_park_before = At the beginning
title_park_after = At the end
title_park_covered = Covered
park_movements = Movements
park_no_movements = Nothing came, nothing left.
park_changed =
    { $count ->
        [one] One other asset changed.
       *[other] { $count } other assets changed.
    }
title_moved = Movement
title_covered = Covered
moved_in = in
moved_out = out
duty_none = Nothing is due regularly.
duty_overdue = overdue
duty_soon = due soon
duty_kept = up to date
duty_is_done = { $code } of { $contract } was done on { $date }.
title_every = Every
title_last_done = Last done
title_next_due = Next due
provider_name = Name
provider_legal_form = Legal form
provider_siren = SIREN
provider_contact = Contact
provider_insurer = Professional insurance
provider_policy = Policy
provider_insured_until = Insured until

audit_call = calls of
audit_site = site
audit_contact = contact
audit_deed = work on asset
audit_version = rule for versions
audit_campaign = campaign
audit_third_party = third party
audit_authorisation = authorisation
audit_started = started
audit_accepted = accepted
audit_granted = granted
audit_ended = ended
audit_worked = work without a ticket
audit_seat = seat given
audit_covered = covered
audit_uncovered = no longer covered
title_last = Last

## Changes taken back

event_undone = taken back
takes_back = takes back event { $seq }
taken_back_by = taken back by event { $seq }
audit_undone = undo
title_taken_back = Taken back
nothing_to_undo = no change of yours can be taken back
undo_done = change { $number } is taken back by event { $by }; `infog undo { $by }` brings it back
undo_dry = change { $number } would be taken back; nothing was written
undo_more =
    { $count ->
        [one] and one more event
       *[other] and { $count } more events
    }
audit_of_ticket = { $seq } of the ticket

audit_anonymised = anonymised
audit_erasure = erased
audit_clock_back = the clock was { $behind } behind

audit_action = action
audit_fulfilled = fulfilled
audit_done = done
audit_dropped = dropped

## Closed months

audit_closing = month
month_was_closed = { $month } of { $client } as it was closed on { $moment } by { $by }; SHA-256 { $sha256 }
month_closed_now = { $month } of { $client } is closed; SHA-256 { $sha256 }
month_reopened = { $month } of { $client } is open again.
open_points =
    { $count ->
        [one] One point is open. Nothing was closed.
       *[other] { $count } points are open. Nothing was closed.
    }
close_all_the_same = Close { $month } all the same?
point_breach = { $ticket }: no reason is given for its breach ({ $metric })
point_outage = outage { $number } is not over: nobody said until when
closing_title = Closing of { $month }, { $client }
closing_none = No month was closed.
closing_closed = closed
closing_reopened = open again
closing_inputs = Log up to, and its digest
title_edition = Edition
title_subject = About
title_closed_as = Closed
title_now = Now
report_adjustments = Adjustments of closed months
adjustments_none = Nothing was recorded since.
adjustments_no_change = No figure changed.
adjusted_figures = Figures that changed
figure_of = { $figure }: { $which }

## Other terms

replay_title = The same tickets under other terms, { $period }
replay_today = Today’s terms
replay_other = Other terms
replay_late_today = Late today
replay_late_other = Late under the other terms
total = Total
event_change_tested = tested

## Doctor

doctor_heading = What to mend, { $moment }
doctor_said = { $severity }: { $sentence }
doctor_problem = problem
doctor_warning = warning
doctor_note = note
doctor_severity = Severity
doctor_message = Finding
doctor_command = Command
doctor_nothing = nothing to mend
doctor_healthy = Nothing to mend. Looked at: clients { $clients }, contracts { $contracts }, calendars { $calendars }, assets { $assets }.
doctor_count = Problems: { $problems }. Warnings: { $warnings }. Notes: { $notes }.
doctor_and_more = { $shown } and { $more } more
doctor_no_holidays = calendar { $calendar } keeps no holidays: its desk counts as open on { $date }
doctor_never_opens = calendar { $calendar } does not open on any day of { $month }: no working time passes
doctor_closed_next_year = calendar { $calendar } does not open on any day of { $year }
doctor_no_closures = calendar { $calendar } has no closures for { $year }; those of { $this }: { $reasons }
doctor_no_targets = contract { $contract } of { $client } has no target: it commits to no delay
doctor_no_reversibility = contract { $contract } of { $client } has no reversibility clause
doctor_no_contract = no contract of { $client } is in force (assets: { $assets }, open tickets: { $tickets })
doctor_in_none =
    { $count ->
        [one] an asset of { $client } is in no contract: { $assets }
       *[other] { $count } assets of { $client } are in no contract: { $assets }
    }
doctor_in_two =
    { $count ->
        [one] an asset of { $client } is in two contracts, { $one } and { $other }: { $assets }
       *[other] { $count } assets of { $client } are in two contracts, { $one } and { $other }: { $assets }
    }
doctor_notice = contract { $contract } of { $client }: last day for notice is { $on } (days left: { $days }), and no action is due that day
doctor_term = contract { $contract } of { $client }: last day of the term is { $on } (days left: { $days }), and no action is due that day
doctor_decide_notice = Decide on notice for { $contract }
doctor_decide_term = Decide what follows { $contract }
doctor_archived =
    { $count ->
        [one] client { $client } is archived, and a ticket is still open: { $tickets }
       *[other] client { $client } is archived, and { $count } tickets are still open: { $tickets }
    }
doctor_archived_reason = the client is archived
doctor_insurance = the provider's own insurance ends on { $on } (days left: { $days })
doctor_uninsured = the provider's own insurance ended on { $on }
doctor_clocks_forward = clocks of { $zone } go forward by { $by } on { $on }
doctor_clocks_back = clocks of { $zone } go back by { $by } on { $on }
doctor_no_hours_change = { $change }; no calendar is open then
doctor_hours_change = { $change }: { $calendars }
doctor_less = { $calendar } counts { $by } less
doctor_more = { $calendar } counts { $by } more

## Workload and actors

workload_heading = Time from { $from } to { $to }
workload_none = No time was logged.
workload_by_technician = By technician
title_technician = Technician
actors_heading = Who speaks for whom on { $date }
actors_none = The contract names nobody for that day.
actors_no_contact = no single contact: { $side }

## Closures of foreign calendars

closures_read =
    { $count ->
        [one] { $count } event in { $file }
       *[other] { $count } events in { $file }
    }
closures_none = The file closes nothing.
closures_over =
    { $count ->
        [one] { $count } event is over; `--from DATE` takes it too.
       *[other] { $count } events are over; `--from DATE` takes them too.
    }
closures_question =
    { $count ->
        [one] Add { $count } closure to calendar { $name }?
       *[other] Add { $count } closures to calendar { $name }?
    }
closures_added =
    { $count ->
        [one] { $count } closure added to calendar { $name }
       *[other] { $count } closures added to calendar { $name }
    }
closures_part_days = events that take a part of a day were left out: a closure is of whole days
closures_still_closed = the file takes back what the calendar still closes for
fate_added = closes
fate_known = closed already
fate_part_day = part of a day, left out
fate_outside = outside the hours
fate_no_time = takes no time
fate_over = over
fate_later = after the last day asked for
fate_goes_on = repeats after that day
fate_cancelled = cancelled in the file
fate_still_closed = cancelled, still closed here
fate_superseded = replaced by a later state
every_days =
    { $count ->
        [one] every day
       *[other] every { $count } days
    }
every_months =
    { $count ->
        [one] every month
       *[other] every { $count } months
    }
action_shown_from = the reports of { $month } and later show it; for that of { $before } too, say `--at "{ $day } 18:00"`

## What stays, what is told later

undo_never = { $what } (cannot be taken back)
late_undone = taken back: { $what }
reason_of_closed_month = { $closed } of { $client } is closed: the reason stands among the adjustments in `infog report monthly` of { $told }

## Ways out of a pause and of a ticket without severity

note_pause_meant = did you mean `{ $near }`? then take the pause back with `infog undo`, and give it again
note_pause_stopping = reasons that stop clocks under { $contract }: { $reasons }
note_pause_none = no reason stops a clock under { $contract }
note_qualify = no commitment until its severity is said: `{ $command }`

## Why a light is as it is

why_one_more = reached; one more miss would break the goal
why_franchise = missed, but by too little for a penalty
why_no_goal = some missed; the contract sets no goal
why_projected = at this pace it is used up before the period ends
why_used = { $percent }% is used
why_late =
    { $count ->
        [one] one is late
       *[other] { $count } are late
    }
why_too_few = too few cases for a percentage
why_no_case = no case
light_no_goal = no goal
light_in_time = in time
light_late = late

## Asked and told at the desk

breach_codes = Reasons: { $codes }.
report_no_contract_then = no contract of { $client } governed { $period }: nothing was promised then
verify_expected = The log holds what was there at { $head }.
ticket_assigned_to = assigned to { $who }
title_time_spent = Time spent

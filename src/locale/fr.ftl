# Tout ce que infog dit aux gens, en français. `en.ftl` a les mêmes messages avec les mêmes variables.
# Écrire une espace ordinaire devant : ; ! ? » % et après « : le programme met la bonne espace insécable.

## Small words

yes = oui
no = non
none = aucun
always = toujours
never = jamais
unknown = inconnu
unassigned = non attribué
and_more =
    { $count ->
        [one] et { $count } de plus
       *[other] et { $count } de plus
    }
label = { $label } :
quoted = « { $text } »
range = du { $from } au { $to }
hidden_columns = colonnes omises faute de place : { $columns }
shown_of = { $shown } sur { $total }

## Counts

count_tickets =
    { $count ->
        [one] { $count } ticket
       *[other] { $count } tickets
    }
count_assets =
    { $count ->
        [one] { $count } équipement
       *[other] { $count } équipements
    }
count_clients =
    { $count ->
        [one] { $count } client
       *[other] { $count } clients
    }
count_contracts =
    { $count ->
        [one] { $count } contrat
       *[other] { $count } contrats
    }
count_calendars =
    { $count ->
        [one] { $count } calendrier
       *[other] { $count } calendriers
    }
count_lines =
    { $count ->
        [one] { $count } ligne
       *[other] { $count } lignes
    }
count_breaches =
    { $count ->
        [one] { $count } dépassement
       *[other] { $count } dépassements
    }
count_days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
count_warnings =
    { $count ->
        [one] { $count } avertissement
       *[other] { $count } avertissements
    }

## Dates and durations

date_long = { $day } { $month } { $year }
date_with_weekday = { $weekday } { $date }
month_of_year = { $month } { $year }
moment_long = { $date } à { $time }
today = aujourd’hui
tomorrow = demain
yesterday = hier
in_duration = dans { $duration }
ago_duration = il y a { $duration }
just_now = à l’instant
allowance_working = { $duration } ouvrées
allowance_working_one = { $duration } ouvrée
allowance_elapsed = { $duration } calendaires
allowance_days =
    { $count ->
        [one] { $count } jour ouvré
       *[other] { $count } jours ouvrés
    }

## Metrics

metric_response = Prise en charge
metric_workaround = Contournement
metric_resolution = Rétablissement
metric_update = Mise à jour
metric_response_full = Prise en charge (GTI)
metric_workaround_full = Contournement
metric_resolution_full = Rétablissement (GTR)
metric_update_full = Mise à jour au client
no_commitment = aucun engagement
indicative = indicatif

## Clock states

state_running = en cours
state_paused = suspendu
state_met = tenu
state_breached = dépassé
state_void = sans objet
state_at_risk = à risque
state_undecided = non tranché

## Ticket statuses

status_open = ouvert
status_acknowledged = pris en charge
status_paused = suspendu
status_resolved = résolu
status_closed = clos
status_cancelled = annulé

## Ticket kinds

kind_incident = incident
kind_request = demande
kind_problem = problème
kind_change = changement
kinds_incident = Incidents
kinds_request = Demandes
kinds_problem = Problèmes
kinds_change = Changements

## What happens to a ticket

event_opened = ouvert
event_acknowledged = pris en charge
event_assigned = attribué
event_linked = lié
event_noted = note
event_paused = suspendu
event_resumed = repris
event_severity_changed = gravité changée
event_worked_around = contourné
event_updated = client informé
event_resolved = résolu
event_reopened = rouvert
event_closed = clos
event_cancelled = annulé
event_time_logged = temps saisi
event_edited = modifié
event_corrected = corrigé

## Reasons of a pause

pause_waiting_client = attente client
pause_waiting_third_party = attente d’un tiers
pause_waiting_supplier = attente fournisseur
pause_waiting_authorisation = attente d’autorisation
pause_no_site_access = accès au site impossible
pause_scheduled = intervention planifiée

## Why there is no commitment

excluded_duplicate = doublon
excluded_withdrawn = retiré par le client
excluded_not_covered = non couvert
excluded_out_of_perimeter = hors périmètre
excluded_no_contract = aucun contrat en vigueur

## Channels and ways of working

channel_phone = téléphone
channel_mail = courriel
channel_ticket = ticket
channel_on_site = sur site
channel_monitoring = supervision
mode_remote = à distance
mode_on_site = sur site

## Kinds of assets

asset_desktop = ordinateur fixe
asset_workstation = poste de travail
asset_laptop = ordinateur portable
asset_server = serveur
asset_virtual_server = serveur virtuel
asset_cloud_server = serveur en nuage
asset_storage = stockage
asset_switch = commutateur
asset_firewall = pare-feu
asset_router = routeur
asset_access_point = borne wifi
asset_printer = imprimante
asset_phone = téléphone
asset_telephony = téléphonie
asset_mobile = téléphone mobile
asset_ups = onduleur
asset_application = application
asset_operating_system = système d’exploitation
asset_mail = messagerie
asset_licence = licence
asset_backup = sauvegarde
asset_antivirus = antivirus
asset_domain = nom de domaine
asset_certificate = certificat
asset_service = service
asset_other = autre

## Where an asset is in its life

asset_status_ordered = commandé
asset_status_in_stock = en stock
asset_status_in_service = en service
asset_status_in_repair = en réparation
asset_status_on_loan = en prêt
asset_status_to_replace = à remplacer
asset_status_retired = réformé
asset_status_lost = perdu

## Who looks after an asset, and how much hangs on it

managed_by_provider = prestataire
managed_by_client = client
managed_by_third_party = tiers
criticality_low = faible
criticality_normal = normale
criticality_high = haute

## Days off

feast_new_year = Jour de l’an
feast_good_friday = Vendredi saint
feast_easter_monday = Lundi de Pâques
feast_labour_day = Fête du travail
feast_victory_1945 = Victoire 1945
feast_ascension = Ascension
feast_whit_monday = Lundi de Pentecôte
feast_bastille_day = Fête nationale
feast_assumption = Assomption
feast_all_saints = Toussaint
feast_armistice_1918 = Armistice 1918
feast_christmas = Noël
feast_saint_stephen = Saint-Étienne
feast_abolition = Abolition de l’esclavage

## Territories

region_fr = France
region_fr_alsace_moselle = Alsace-Moselle
region_fr_guadeloupe = Guadeloupe
region_fr_martinique = Martinique
region_fr_guyane = Guyane
region_fr_reunion = La Réunion
region_fr_mayotte = Mayotte

## Why time counted or stood still

why_open = ouvert
why_closed = fermé
why_elapsed = décompte continu
why_holiday = férié : { $name }
why_closure = fermeture : { $reason }
why_paused = suspendu : { $reason }
why_resolved = résolu
why_opening = ouverture exceptionnelle : { $reason }

## The desk

desk_open_until = service ouvert jusqu’à { $moment }
desk_closed_until = service fermé jusqu’à { $moment }
desk_always_open = service ouvert en permanence

## Titles of columns and facts

title_actor = Par
title_allowance = Délai
title_amendment = Avenant
title_asset = Équipement
title_assets = Équipements
title_assigned_to = Utilisateur
title_assignee = Attribué à
title_at = Quand
title_breached = Dépassés
title_calendar = Calendrier
title_channel = Canal
title_client = Client
title_closed = Clos
title_code = Code
title_column = Colonne
title_consumed = Consommé
title_contact = Contact
title_contract = Contrat
title_count = Nombre
title_counted = Compté
title_criticality = Criticité
title_date = Date
title_day = Jour
title_decided = Tranchés
title_description = Description
title_due = Échéance
title_ends_on = Fin
title_effective_on = En vigueur le
title_event = Événement
title_excluded = Exclu
title_feast = Jour férié
title_field = Champ
title_from = De
title_goal = Objectif
title_goal_met = Objectif atteint
title_hours = Horaires
title_kind = Type
title_label = Libellé
title_language = Langue
title_last_tickets = Derniers tickets
title_late = Retard
title_left = Reste
title_line = Ligne
title_location = Lieu
title_managed_by = Géré par
title_manufacturer = Fabricant
title_meaning = Signification
title_met = Tenus
title_metric = Engagement
title_minutes = Minutes
title_model = Modèle
title_name = Nom
title_note = Note
title_number = N°
title_opened = Ouvert
title_origin = Origine
title_pause = Suspension
title_period = Période
title_purchased_on = Acheté le
title_rate = Taux
title_reason = Motif
title_recorded = Enregistré
title_reference = Référence
title_relation = Lien
title_renewal = Reconduction
title_requester = Demandeur
event_change = { $field } : { $before } → { $after }
title_resolved = Résolu
title_seats = Postes
title_sequence = Ordre
title_serial = Numéro de série
title_severity = Gravité
title_signed_on = Signé le
title_site = Site
title_since = Depuis
title_starts_on = Début
title_state = État
title_status = Statut
title_stopped = Arrêté
title_supplier = Fournisseur
title_tag = Étiquette
title_target = Engagement
title_ticket = Ticket
title_tickets = Tickets
title_title = Titre
title_to = À
title_total = Total
title_undecided = Non tranchés
title_unit = Unité
title_value = Valeur
title_version = Version
title_warranty = Fin de garantie
title_week = Semaine
title_why = Pourquoi
title_zone = Fuseau horaire

## Headings of the month's report

report_sla_title = Rapport de service, { $month }
report_flow = Flux de tickets
report_commitments = Engagements de service
report_breaches = Dépassements
report_undecided = Non tranchés à la fin du mois
report_paused = Suspendus à la fin du mois
report_excluded = Exclus
report_requests = Demandes
report_reopened = Rouverts
report_indicative = Engagements indicatifs
report_recorded_late = Saisis après coup
report_calendar = Calendrier
report_days_off = Jours fermés
report_severities = Gravités
report_no_breaches = aucun engagement dépassé
report_no_undecided = rien en suspens
report_no_paused = rien n’était suspendu
report_no_excluded = aucune exclusion
report_no_days_off = ni férié ni fermeture
report_small_sample = moins de { $min_sample } tranchés : nombres seuls
flow_backlog_start = En cours au début
flow_opened = Ouverts
flow_reopened = Rouverts
flow_resolved = Résolus
flow_closed_without_work = Clos sans intervention
flow_backlog_end = En cours à la fin
flow_identity = { $start } + { $opened } ouverts + { $reopened } rouverts − { $resolved } résolus − { $dropped } clos sans intervention = { $end }
goal_met = objectif atteint
goal_missed = objectif manqué
goal_too_few = échantillon insuffisant

## Months and days of the week

month_1 = janvier
month_2 = février
month_3 = mars
month_4 = avril
month_5 = mai
month_6 = juin
month_7 = juillet
month_8 = août
month_9 = septembre
month_10 = octobre
month_11 = novembre
month_12 = décembre
weekday_0 = lundi
weekday_1 = mardi
weekday_2 = mercredi
weekday_3 = jeudi
weekday_4 = vendredi
weekday_5 = samedi
weekday_6 = dimanche
weekday_short_0 = lun.
weekday_short_1 = mar.
weekday_short_2 = mer.
weekday_short_3 = jeu.
weekday_short_4 = ven.
weekday_short_5 = sam.
weekday_short_6 = dim.

## Mots du rapport mensuel

all_severities = toutes
report_as_of = Chiffres au
report_provisional = { $moment } ; le mois n’est pas fini, ces chiffres peuvent encore changer
clauses = { $first } ; { $second }
explain_no_deadline = pas d’échéance pendant la suspension
report_no_contract = tickets qu'aucun contrat ne couvre
report_no_commitments = aucun engagement promis ni tranché
report_reopened_of = { $count } sur { $of } résolus
report_no_late_records = rien n'a été saisi après la fin du mois
report_decided_in_month = chaque engagement compte dans le mois où il est tranché
report_goals = Objectifs
title_clause = Clause
title_definition = Définition
title_hours_of_week = Plage horaire
title_breached_at = Dépassé le
title_records = Saisies
title_stops_clock = Suspend le délai
state_missed = manqué
goal_at_least = ≥ { $rate }
goal_at_most = ≤ { $rate }
hours_closed = fermé

## Un ticket

ticket_heading = { $number } { $title }
ticket_opened_line = Ticket { $number } ouvert.
ticket_changed_line = Ticket { $number } : { $what }.
ticket_imported_line =
    { $count ->
        [one] { $count } ticket importé.
       *[other] { $count } tickets importés.
    }
ticket_import_checked =
    { $count ->
        [one] { $count } ticket est correct ; rien n'a été écrit.
       *[other] { $count } tickets sont corrects ; rien n'a été écrit.
    }
no_severity = à qualifier
left_of_clock = reste { $duration }
left_of_working_clock = reste { $worked }
late_of_clock = { $duration } de retard
no_deadline_while_paused = aucune pendant la suspension
contract_of = { $contract }, { $title }
amendment_of = { $contract }, avenant { $amendment }
severity_of = { $code } { $label }
note_excluded = aucun engagement : { $reason }
note_no_targets = le contrat ne promet rien pour ce type et cette gravité
note_channel = { $channel } ne fait pas partie des canaux de { $contract }
note_pause_stops_nothing = { $reason } : { $contract } ne suspend aucun délai pour ce motif
note_warranty_over = { $asset } : garantie échue le { $date }
note_managed_by = { $asset } est géré par : { $who }
note_licence_clock = saisi sous une horloge réglée au { $moment }
late_recorded = saisi : { $moment }
tickets_of_asset = Derniers tickets de { $asset }
none_of_asset = aucun ticket antérieur
events_heading = Événements
clocks_heading = Engagements
assets_heading = Équipements
no_tickets = aucun ticket
no_open_tickets = aucun ticket ouvert
corrects_event = remplace l'événement { $seq }
replaced_by = remplacé par l'événement { $seq }
minutes_of = { $minutes } min, { $mode }
for_client = pour le client
internal_note = interne
links_to = avec { $number }
duplicate_of = doublon de { $number }
title_detail = Détail

## Une échéance expliquée

explain_heading = Pourquoi cette échéance pour { $number } : { $title }
explain_clock = { $metric } : { $allowance }
explain_cycle = { $metric } { $cycle } : { $allowance }
explain_won = engagement retenu : { $target }
explain_lost = moins précis, écarté : { $target }
explain_versions = compté selon { $contract }, calendrier { $calendar }
explain_calendar_version = { $calendar } depuis le { $date }
explain_due = échéance : { $moment }
explain_from_change = compté en entier depuis le changement de gravité, { $moment }
explain_moved = { $raw } tombe pendant la fermeture : reporté au { $moved }
explain_now = maintenant : { $moment }
explain_ahead = à venir
explain_no_clock = ce ticket n'a aucun engagement
explain_breached_at = le délai était définitivement épuisé le { $moment }
explain_ignored_pause = { $reason } ne figure pas parmi les motifs du contrat : le délai a couru
target_every_line = toutes lignes
target_line = ligne { $line }
target_every_kind = tous types
target_every_severity = toutes gravités
unit_working = ouvrées
unit_elapsed = calendaires

## Calendriers

calendar_holidays = Jours fériés
calendar_no_holidays = aucun : ouvert tous les jours fériés
calendar_worked_holidays = Fériés travaillés
calendar_closures = Fermetures
calendar_openings = Horaires datés
calendar_yearly = Chaque année
calendar_versions = Versions
calendar_none = aucun calendrier
calendar_month_of = { $calendar }, { $month } ({ $zone })
calendar_open_in_month = ouvert { $duration } en tout
calendar_sound = { $name } : le calendrier est correct
calendar_created = calendrier { $name } appliqué
calendar_version_created = calendrier { $name } : version en vigueur au { $date } appliquée
calendar_replaced = calendrier { $name } remplacé
calendar_unchanged = calendrier { $name } inchangé
calendar_would_be = simulation, rien n'a été écrit
title_replaced = Remplacée
holidays_heading = Jours fériés { $year }, { $region }
ticket_next_clock = { $metric } : { $said }.
no_running_clock = aucun délai en cours

## Clients

client_none = aucun client
client_is_archived = archivé
client_added = client { $code } ajouté : { $name } ({ $zone })
client_edited = client { $code } modifié : { $changes }
client_unchanged = client { $code } inchangé
client_archived = client { $code } archivé
contract_none = aucun contrat

## Pour commencer

init_created = base créée : { $path }
init_kept = la base existe déjà : { $path }
## What sort of contract it is

contract_kind_global = globale
contract_kind_partial = partielle
contract_kind_infrastructure = infrastructure
contract_kind_hardware = matériel
contract_kind_operations = exploitation
contract_kind_application = applicative
contract_kind_bpo = externalisation de processus
contract_kind_assistance = assistance
family_infogerance = infogérance
family_maintenance = maintenance
delivery_on_site = sur site
delivery_service_centre = centre de services
delivery_assistance = assistance technique
undertaking_means = moyens
undertaking_results = résultat
renewal_tacit = tacite reconduction
renewal_express = reconduction expresse
renewal_none = sans reconduction
volume_unit_minute = minutes
volume_unit_ticket = tickets
volume_unit_unit = unités d’œuvre
period_month = par mois
period_quarter = par trimestre
period_year = par an
period_term = pour toute la durée
goal_availability = Disponibilité
goal_answer_rate = Appels décrochés à temps
goal_abandonment = Appels abandonnés
goal_first_contact = Résolus au premier contact
role_single_contact = interlocuteur unique
role_approver = valideur
role_emergency = contact d’urgence
role_requester = demandeur habilité
role_steering_committee = comité de pilotage
role_management_committee = comité de direction
role_lawyer = juriste
language_en = anglais
language_fr = français

## Columns of an asset

field_os = Système d’exploitation
field_os_version = Version du système
field_firmware = Micrologiciel
field_warranty_from = Début de garantie
field_warranty_level = Niveau de garantie
field_expires_on = Expire le
field_financing = Financement
field_lease_until = Fin de location
field_parent = Rattaché à
field_licence_key = Clé de licence
field_notes = Remarques

## A moment that clocks show twice, and a holiday that is worked

moment_twice = { $moment } ({ $offset })
why_worked_holiday = férié travaillé : { $name }
ticket_import_unchanged =
    { $count ->
        [one] { $count } était déjà là, inchangé.
       *[other] { $count } étaient déjà là, inchangés.
    }

## Contrats

contract_applied = contrat { $contract } de { $client } appliqué, en vigueur au { $date }
contract_amended = contrat { $contract } : avenant { $amendment } appliqué, en vigueur au { $date }
contract_replaced = contrat { $contract } corrigé
contract_unchanged = contrat { $contract } inchangé
contract_sound = { $contract } : rien ne manque
contract_remarks = { $contract } : correct, { $warnings }
contract_in_force = en vigueur
contract_not_in_force = pas en vigueur
contract_no_changes = aucun changement
contract_perimeter = Périmètre
contract_covers = Couvre
contract_no_lines = aucune ligne : le contrat couvre tout
contract_other_clauses = Autres clauses
contract_notice_by = Dernier jour de préavis
contract_same_time = à l'heure d'ouverture
title_before = Avant
title_after = Après

## La démonstration

demo_world = Un petit monde attend dans { $folder } : deux clients, leurs calendriers et contrats, onze équipements, douze tickets. Un client appelle :
demo_ticket_title = Le serveur de fichiers ne répond plus
demo_why = Pourquoi cette échéance ? Ligne par ligne :
demo_month = Et le mois dernier, tel que le contrat le juge :
demo_next = Pour continuer :
demo_files = Les calendriers, contrats, inventaire et tickets qui l'ont fait sont des fichiers dans { $folder }.

## Ce qui demande attention

status_heading = { $moment }
status_count =
    { $count ->
        [one] { $count } ticket en cours
       *[other] { $count } tickets en cours
    }
status_breached = Dépassés et toujours en cours
status_at_risk = À risque
status_unassigned = Attribués à personne
status_held = Suspendus depuis longtemps
status_changes = Changements en cours
status_nothing = rien ne vous attend

## Équipements

asset_none = aucun équipement
asset_missing = Encore inconnu
asset_added = équipement { $tag } de { $client } ajouté : { $kind }
asset_edited = équipement { $tag } modifié : { $changes }
asset_unchanged = équipement { $tag } inchangé
asset_retired = équipement { $tag } retiré
asset_imported = { $file } : { $read } lues : { $created } créées, { $updated } mises à jour, { $unchanged } inchangées, { $refused } refusées

## Imports d'équipements

title_source = Source
import_created = créé
import_updated = modifié
import_renamed = renommé
import_retired = retiré
import_nothing = rien ne changerait
import_more =
    { $count ->
        [one] … et { $count } autre
       *[other] … et { $count } autres
    }
import_gone = l'équipement { $tag } de { $client } n'y est plus
import_gone_retired = l'équipement { $tag } de { $client } n'y est plus : il est retiré
import_kept_tags =
    { $count ->
        [one] { $count } équipement trouvé par son numéro de série garde son nom ; `--allow-rename` lui donne celui du fichier
       *[other] { $count } équipements trouvés par leur numéro de série gardent leur nom ; `--allow-rename` leur donne ceux du fichier
    }

calendar_first_version = Depuis le début
change_added = ajouté
change_edited = modifié
change_imported = importé
change_retired = retiré

## Sites, salles et contacts

title_address = Adresse
title_phone = Téléphone
title_mobile = Mobile
title_mail = Courriel
title_access = Accès
title_room = Salle
title_rooms = Salles
title_roles = Rôles
title_contacts = Contacts
is_archived = archivé
site_none = aucun site
site_added = site { $site } de { $client } ajouté : { $name }
site_edited = site { $site } modifié
site_unchanged = site { $site } inchangé
site_archived = site { $site } archivé
room_none = aucune salle
room_added = salle { $room } ajoutée au site { $site }
room_edited = salle { $room } modifiée
room_unchanged = salle { $room } inchangée
room_archived = salle { $room } archivée
room_kind_room = salle
room_kind_rack = baie
contact_none = aucun contact
contact_added = contact { $name } de { $client } ajouté
contact_edited = contact { $name } modifié
contact_unchanged = contact { $name } inchangé
contact_archived = contact { $name } archivé
contact_requester = demandeur
contact_approver = approbateur
contact_emergency = urgence
contact_technical = technique
contact_billing = facturation
contact_management = direction

## La vie d’un équipement

financing_owned = acheté
financing_leased = loué
financing_provided = mis à disposition
deed_moved = changé d’état
deed_sent_out = parti en réparation
deed_came_back = revenu de réparation
deed_lent = prêté
deed_returned = prêt rendu
deed_replaced = remplacé
deed_replaces = remplace
deed_updated = mis à jour
title_out = Parti
title_back = Revenu
title_expected = Retour prévu
title_loan = Prêt
title_component = Composant
title_product = Produit
title_target_version = Version cible
title_supported_until = Support jusqu’au
title_replaces = Remplace
title_replaced_by = Remplacé par
title_stands_in_for = Prêté à la place de
group_place = Lieu et usage
group_software = Versions et support
group_purchase = Achat et garantie
group_continuity = Continuité
group_own = Particularités
group_children = En fait partie
group_moves = Mouvements
group_repairs = Réparations
group_updates = Dernières mises à jour
parent_unknown = { $parent } (inconnu)
standing_behind = en retard : { $version } attendue
standing_reached = { $version } ou plus récente
standing_unknown = version inconnue, { $version } attendue
standing_supported = supporté jusqu’au { $date }
support_over = support terminé depuis le { $date }
attr_domain = Domaine
attr_mailboxes = Boîtes aux lettres
attr_plan = Formule
attr_host = Hébergeur
attr_target = Destination
attr_frequency = Fréquence
attr_retention = Conservation
attr_last_success = Dernier succès
attr_last_restore_test = Dernier test de restauration
attr_region = Région
attr_subscription = Abonnement
attr_ports = Ports
attr_service = Service
attr_rto = Délai de reprise (RTO)
attr_rpo = Perte de données admise (RPO)
attr_emergency_contact = Contact d’urgence
attr_support_until = Support jusqu’au
attr_version_of = Version de { $software }
asset_moved = équipement { $tag } : { $before } → { $after }
asset_sent_out = équipement { $tag } parti en réparation chez { $supplier }
asset_sent_out_with_loan = équipement { $tag } parti en réparation chez { $supplier } ; { $loan } est prêté à sa place
asset_came_back = équipement { $tag } revenu de réparation : { $status }
asset_came_back_with_loan = équipement { $tag } revenu de réparation : { $status } ; le prêt de { $loan } est terminé
asset_replaced = équipement { $old } remplacé par { $new } ; { $old } : { $status }
asset_updated = équipement { $tag } : { $component } { $before } → { $after }
asset_updated_to = équipement { $tag } : { $component } en { $version }
asset_went_back = { $after } est plus ancienne que { $before } : { $tag } est revenu en arrière
replace_moved = { $assets } : désormais sur { $new }
replace_left = { $assets } : restent dans { $old }
replace_kind = { $old } : { $was }, { $new } : { $now }
repair_none = rien n’est en réparation
update_none = aucune mise à jour enregistrée
behind_none = rien n’est en retard
target_none = aucune version cible
target_unchanged = { $subject } : inchangé
target_removed = { $subject } : supprimé
target_set =
    { $count ->
        [one] cible de { $subject } : { $version } ({ $count } équipement)
       *[other] cible de { $subject } : { $version } ({ $count } équipements)
    }
support_set =
    { $count ->
        [one] { $subject } supporté jusqu’au { $date } ({ $count } équipement)
       *[other] { $subject } supporté jusqu’au { $date } ({ $count } équipements)
    }

## Licences

title_publisher = Éditeur
title_used = Utilisées
title_free = Libres
title_owner = Titulaire
title_holder = Attribuée à
licence_none = aucune licence
licence_no_holders = aucune place attribuée
licence_perpetual = perpétuelle
licence_added = licence { $tag } ({ $client }) ajoutée : { $product }
licence_assigned = { $tag } attribuée à { $holders } : { $used } places utilisées sur { $seats }
licence_assigned_uncounted = { $tag } attribuée à { $holders } : { $used } utilisées, nombre acheté inconnu
licence_released = { $tag } reprise à { $holders } : { $used } utilisées
licence_over = { $tag } dépassée : { $used } utilisées pour { $seats } achetées
licence_ended = { $tag } échue le { $date }, encore en usage : { $used }

## Couverture

asset_covered = { $cover } couvre { $assets }
asset_uncovered = { $cover } ne couvre plus : { $assets }

## Échéances

ending_warranty = garantie
ending_subscription = abonnement
ending_licence = licence
ending_lease = location
ending_certificate = certificat
ending_domain = nom de domaine
ending_support = support
ending_notice = préavis du contrat
ending_contract = contrat
ending_insurance = assurance
expiring_heading = Échéances du { $from } au { $to }
expiring_none = aucune échéance jusqu'au { $to }
title_days_left = Jours
title_what = Objet

## Rapports d'inventaire

inventory_heading = Inventaire : { $client }, { $date }
inventory_complete = Complets
inventory_gaps = Manques
inventory_no_gaps = aucun manque
inventory_by_kind = Par type
inventory_by_status = Par statut
inventory_by_age = Âge des machines
inventory_missing = Encore inconnu
inventory_nothing_missing = tout ce qui est demandé est connu
licences_heading = Licences
gap_contract = hors de tout contrat
gap_backup = sans sauvegarde
gap_antivirus = sans antivirus
gap_warranty = hors garantie
gap_support = hors support
title_age = Âge
age_below = moins de { $years } an
age_between = de { $from } à { $below } ans
age_from = { $years } ans et plus
responsibility_heading = Qui gère quoi : { $client }, { $date }
responsibility_services = Services
responsibility_no_services = aucun service
responsibility_others = Machines gérées par d'autres
responsibility_no_others = le prestataire gère toutes les machines
responsibility_people = Interlocuteurs
title_role = Rôle
inventory_without = { $count } sur { $of } sans : { $field }
title_of = Sur
title_side = Partie
change_vanished = disparu
import_others = { $created } créées, { $updated } mises à jour, { $unchanged } inchangées
import_not_retired =
    { $count ->
        [one] rien n'est retiré : { $count } ligne refusée peut concerner n'importe lequel d'entre eux
       *[other] rien n'est retiré : { $count } lignes refusées peuvent concerner n'importe lequel d'entre eux
    }

## Tickets importés

state_unknown = indéterminé
title_imported = Importé de
title_unknown = Non connu
imported_unknown = non connu : { $gaps }
imported_waited = en attente { $duration } en tout selon la source, sans date
gap_response = prise en charge
gap_workaround = contournement
gap_update = points faits au client
gap_waiting = attente
gap_resolution = résolution
report_imported = Tickets importés
report_imported_from =
    { $count ->
        [one] { $count } ticket de ce mois vient de { $tools }, dans la limite de ses colonnes. Ce qui est compté tenu l’est dans le cas le plus défavorable ; ce qu’elles ne permettent pas de trancher n’entre dans aucun taux.
       *[other] { $count } tickets de ce mois viennent de { $tools }, dans la limite de ses colonnes. Ce qui est compté tenu l’est dans le cas le plus défavorable ; ce qu’elles ne permettent pas de trancher n’entre dans aucun taux.
    }
report_unjudged = Non jugés
report_no_unjudged = Rien n’est indéterminé.
past_imported = { $file } : { $read } lues : { $created } créés, { $unchanged } inchangés, { $refused } refusés
past_unknown = Ce que { $tool } ne dit pas
past_which = Numéros d’origine
past_kept_as_text = Gardé en texte dans la description : { $columns }
unsaid_kind = type : absent du fichier, pris pour un incident (--kind pour en décider autrement)
unsaid_severity = priorité { $value } : aucun niveau du contrat, laissé à qualifier (--severity '{ $value }=CODE')
unsaid_asset = { $value } : absent de l’inventaire du client, gardé en texte
unsaid_response = date de prise en charge
unsaid_waiting = attente éventuelle
unsaid_waiting_when = moments d’attente : seulement leur durée totale
unsaid_paused_since = début de l’attente en cours : sa dernière modification, si le fichier l’a
unsaid_resolution = date de résolution : au plus tard à la clôture ou à la dernière modification
unsaid_closing = date de clôture : le ticket reste résolu
unsaid_reopening = date de réouverture : la résolution antérieure est laissée de côté
unsaid_dropped = motif d’abandon ou ticket de fusion : le ticket est noté retiré
unsaid_response_hours = date de prise en charge : le délai est connu, pas les heures comptées (--hours CALENDRIER)

## Sauvegardes et contrôles

title_database = Base
title_events = Événements
title_head = Tête
title_check = Contrôle
title_place = Endroit
title_fault = Défaut
title_file = Fichier
title_size = Taille
title_removed = Supprimé
title_backup = Sauvegarde
title_head_before = Tête précédente
title_set_aside = Mis de côté sous
verify_sound = Saine : rien n’a été modifié, perdu ni inventé.
check_pages = pages et index
check_references = références
check_schema = schéma
check_chain = chaîne des événements
check_texts = textes
check_counters = compteurs
check_tables = tables face au journal
check_anchor = tête notée
fault_altered = n’est pas ce qui a été écrit
fault_missing = manque
fault_unexplained = aucun événement ne l’explique
fault_differs = ne contient pas dans { $column } ce que disent ses événements
fault_refers = renvoie à une ligne de { $table } qui n’existe pas
fault_number = contient { $holds }, et les événements disent { $said }
fault_ends_before = est le dernier, et l’événement { $noted } avait été noté
fault_more = et { $count } de plus

## Volume

volume_title = Volume de { $contract }, { $period }
volume_agreed = Convenu
per_period = { $quantity } { $period }
volume_counted = Décompte
rule_rounding = arrondi aux { $step } supérieures
rule_on_site_minimum = au moins { $least } sur site
rule_out_of_hours = × { $factor } hors plage horaire
rule_out_of_hours_part = dont { $part } hors plage horaire × { $factor }
rule_out_of_scope = hors périmètre
under_quote = devis { $quote }
units_of = { $number } UO
volume_no_lines = aucun mouvement sur ces jours
title_logged = Saisi
title_charged = Décompté
title_rule = Règle
title_change = Mouvement
title_balance = Solde
volume_credit_included = inclus au contrat
volume_bought = achat n° { $number }
volume_bought_under = achat n° { $number } ({ $reference })
volume_expired = Non consommé, perdu
volume_expired_of = non consommé, perdu : { $block }
volume_settled = dépassement facturé avec sa période
work_without_ticket = travaux sans ticket
volume_opening = Solde antérieur
volume_included = Inclus
volume_bought_total = Acheté
volume_raw = Temps saisi
volume_charged = Temps décompté
volume_burnt = Consommé
volume_overrun = Au-delà du volume
volume_overrun_amount = Son prix
volume_out_of_scope = Hors périmètre
volume_out_of_scope_amount = Son prix
volume_visits = Déplacements
volume_travel_amount = Leur prix
volume_closing = Solde
volume_overdrawn = Le volume est dépassé de { $quantity }
volume_nearly_used = { $percent } du volume est consommé ; reste { $left }
balance_after = { $contract } : { $charged } décomptées ({ $raw } saisies), solde { $left }
balance_left = { $contract } : solde { $left }
balance_out_of_scope = { $contract } : { $charged } décomptées, hors périmètre
work_logged_on = { $minutes } min saisies sur { $contract }
volume_added = { $quantity } ajoutés au volume de { $contract }
volume_usable = utilisables du { $from } au { $until }
no_volume_at_all = aucun contrat de ce client n'a de volume
nature_administration = administration
nature_update = mise à jour
nature_security = sécurité
nature_monitoring = supervision
nature_optimisation = optimisation
nature_upkeep = entretien
nature_support = assistance
nature_repair = réparation
nature_corrective = maintenance corrective
nature_preventive = maintenance préventive
nature_evolutive = maintenance évolutive
report_volume = Consommation

## Pénalités et moyens

report_penalties = Pénalités calculées
report_no_penalties = aucun engagement assorti de pénalité n'a été manqué
report_penalties_of_means = Engagement de moyens : les taux sont des objectifs et ne portent pas de pénalité.
title_points_under = Points d'écart
title_franchise = Franchise
title_whole_points = Points entiers
title_per_point = Par point
title_of_fee = Du montant
title_penalty = Pénalité
penalty_total = Au total { $amount }, pour un montant mensuel de { $fee } hors taxes.
penalty_gap = { $metric } : { $reached } pour { $goal }, { $points } points d'écart moins { $franchise } de franchise
penalty_sum = { $whole } points entiers × { $each } = { $percent } de { $fee } = { $amount }
penalty_capped = plafonné à { $cap }
penalty_no_fee = Le contrat ne donne pas de montant : aucune somme ne peut être calculée.
remedy_service_credit = crédit de service
report_means = Moyens
means_promised = Promis
means_put_in = Mis en œuvre ce mois
means_remote = À distance
means_on_site = Sur site
means_people = Intervenants
title_quantity = Quantité

## Ce que porte un remplacement

replace_seats =
    { $count ->
        [one] une licence passe à { $tag }
       *[other] { $count } licences passent à { $tag }
    }

## Interruptions et disponibilité

outage_since = depuis { $from }, en cours
outage_planned = planifiée
outage_planned_late = planifiée, annoncée tard
outage_unplanned = panne
outage_not_over = en cours
outage_added = Interruption { $number } de { $assets } : { $span }
outage_ended = Interruption { $number } terminée : { $span }
outage_edited = Interruption { $number } corrigée : { $span }
outage_removed = Interruption { $number } retirée de tous les chiffres
outage_told_late = le client a été prévenu après le début : elle compte comme une panne
title_lasts = Durée
report_availability = Disponibilité
report_availability_title = Disponibilité, { $month }
no_availability = aucun contrat de ce client ne promet de disponibilité
title_service = Service
title_required = Requis
title_left_out = Écarté
title_down = Interrompu
title_availability = Disponible
availability_open =
    { $count ->
        [one] Une interruption est en cours ; elle est comptée jusqu'à l'instant de ces chiffres.
       *[other] { $count } interruptions sont en cours ; elles sont comptées jusqu'à l'instant de ces chiffres.
    }
availability_unproven =
    { $count ->
        [one] Une maintenance planifiée n'a pas de date d'annonce ; elle est écartée comme si elle avait été annoncée.
       *[other] { $count } maintenances planifiées n'ont pas de date d'annonce ; elles sont écartées comme si elles avaient été annoncées.
    }
audience_internal = interne
audience_public = public
audience_suppliers = fournisseurs
title_audience = Pour

## Durée et prix

term_first = durée initiale
term_renewal = reconduction { $number }
title_last_day = Dernier jour
title_notice_until = Préavis jusqu'au
title_then = Ensuite
renews_until = reconduit jusqu'au { $date }
renews_without_term = reconduit sans terme
ends_unless_signed = s'arrête sauf accord exprès
ends_then = s'arrête
notice_passed = passé
no_renewals = aucun contrat n'arrive à terme dans ce délai
price_title = Prix de { $contract }
price_fee = Montant
price_index_base = { $name }, base { $base }
title_index = Indice
price_revised = Révisé
price_formula = { $amount } × { $value } / { $base } = { $revised }
price_change = Écart
price_versions = Par avenant
price_lines = Lignes du périmètre
title_line_price = Prix
title_per = Par
line_unit_month = mois
line_unit_asset = équipement
line_unit_user = utilisateur
line_unit_unit = unité d'œuvre

## Piste d’audit

title_program = Programme
audit_shown_of = les { $shown } derniers événements sur { $total } sont affichés ; `--limit 0` les affiche tous
audit_given = { $field } : { $value }
audit_erased = (effacé)
audit_assets =
    { $count ->
        [one] { $count } actif
       *[other] { $count } actifs
    }
audit_client = client
audit_calendar = calendrier
audit_contract = contrat
audit_asset = actif
audit_estate = parc de
audit_estates = parcs de plusieurs clients
audit_ticket = ticket
audit_licence = licence
audit_outage = arrêts de
audit_database = base
audit_archived = archivé
audit_restored = restauré
audit_applied = appliqué
audit_topped_up = volume ajouté
audit_removed = retiré
audit_released = rendu
audit_freed = libéré
audit_passed_on = transmis
audit_key_shown = clé affichée
audit_over_used = en dépassement

## Campagnes d’inventaire

campaign_started = Campagne d’inventaire { $name } de { $client } commencée
campaign_is_now_accepted = Inventaire { $name } de { $client } accepté par { $by } : { $count } équipements figés
campaign_none = aucune campagne d’inventaire
campaign_heading = Inventaire { $name } de { $client }
campaign_under_way = en cours
campaign_accepted = acceptée
campaign_assets = Équipements tels qu’acceptés
campaign_assets_now = Équipements dans leur état actuel, pas encore acceptés
title_campaign = Campagne
title_started = Commencée
title_accepted = Acceptée
title_accepted_by = Acceptée par
title_evidence = Justificatif
title_inventory = Inventaire
not_inventoried = non inventorié
inventoried_on = accepté le { $date }
inventoried_in_full = { $campaign }, accepté le { $date } par { $by } : { $count } équipements
diff_heading = { $client } : de l’inventaire { $name }, accepté le { $from }, au { $to }
diff_added = ajouté
diff_gone = sorti
diff_changed = modifié
diff_none = aucune différence
title_unchanged = Inchangés
title_added = Ajoutés
title_gone = Sortis
title_changed = Modifiés
title_erased = Effacés

## Tiers

title_third_party = Tiers
title_only_for = Uniquement pour
title_scope = Périmètre
title_granted_by = Accordée par
title_authorisations = Autorisations
title_ended_because = Motif de fin
third_party_kind = tiers
third_party_subcontractor = sous-traitant
third_party_none = aucun tiers
third_party_no_assets = aucun équipement géré
third_parties_heading = Tiers et sous-traitants
third_party_archived = archivé
third_party_active = en activité
third_party_added = Tiers { $code } ajouté : { $name }
third_party_edited = Tiers { $code } : { $changes }
third_party_unchanged = Tiers { $code } inchangé
third_party_assigned = { $tags } : géré par { $code }
authorisation_none = aucune autorisation
authorisation_none_in_force = aucune en vigueur
authorisation_of_client = autorisation du client
authorisation_cooperation = accord de coopération
authorisation_granted = { $number }, { $what } ({ $client }, { $party }), accordée par { $by }
authorisation_ended = { $number } prend fin le { $date }
authorisation_all_assets = tout ce qu’il gère
authorisation_until = { $number } jusqu’au { $date }
authorisation_heading = Autorisation { $number }
standing_in_force = en vigueur
standing_to_come = à venir
standing_over = échue
permit_cited = sous couvert de { $numbers }
permit_overridden = SANS autorisation sur { $assets } : { $reason }
ending_authorisation = autorisation
authorisation_event_granted = accordée
authorisation_event_ended = close

## Appels

call_added = Appel de { $client } enregistré
report_calls = Téléphonie
report_calls_title = Téléphonie de { $client }, { $month }
no_calls = aucun appel enregistré
title_offered = Présentés
title_answered = Décrochés
title_in_time = À temps
title_abandoned = Abandonnés
title_short = Courts
calls_answered = Décroché
calls_answered_def = décrochés / présentés
calls_in_time = Décroché à temps
calls_in_time_def = décrochés en { $seconds } s au plus / présentés
calls_abandonment = Abandon
calls_abandonment_def = abandonnés après { $seconds } s ou plus / (présentés − abandonnés avant)
calls_first_contact = Résolution au premier contact
calls_first_contact_def = résolus au premier contact / appels dont on le sait
calls_unknown_wait =
    { $count ->
        [one] On ignore l'attente d'un appel décroché ; il ne compte pas comme décroché à temps.
       *[other] On ignore l'attente de { $count } appels décrochés ; ils ne comptent pas comme décrochés à temps.
    }
calls_of_totals =
    { $count ->
        [one] Un appel vient de totaux journaliers : on ignore la durée des abandons.
       *[other] { $count } appels viennent de totaux journaliers : on ignore la durée des abandons.
    }
title_outcome = Issue
title_waited = Attente
outcome_answered = décroché
outcome_abandoned = abandonné

## Pourquoi des engagements n'ont pas été tenus

title_because = Explication
event_breach_explained = dépassement expliqué
breach_because = { $metric }, dépassement : { $said }
breach_unexplained = sans motif
breach_reasons = Motifs des dépassements
breach_say_why = dites pourquoi : `infog ticket reason { $number } CODE "PHRASE"`
breach_ask_code = Pourquoi #{ $number } est-il en retard ? (Entrée : plus tard)
breach_ask_sentence = En une phrase
breach_workload = charge de travail
breach_misrouted = mauvaise affectation
breach_diagnosis = diagnostic difficile
breach_human_error = erreur humaine
breach_tooling = outil défaillant
breach_client = fait du client
breach_third_party = fait d'un tiers
breach_supplier = fournisseur
breach_force_majeure = force majeure
breach_other = autre

## Problèmes et changements

event_unlinked = lien retiré
event_change_planned = planifié
event_deployed = déployé
event_documented = documenté
test_passed = testé avec succès
test_failed = test en échec
test_waived = test levé par décharge
relation_causes = cause
relation_caused_by = causé par
relation_follows = fait suite à
relation_followed_by = suivi par
relation_related = lié à
relation_blocks = bloque
relation_blocked_by = bloqué par
title_window = Créneau
title_downtime = Interruption prévue
title_way_back = Retour arrière
title_test = Test
title_documents = Documents
title_done = Réalisé
change_heading = Changement
change_downtime = interruption de { $duration }
change_lacks_test = pas de déploiement : ni test enregistré, ni décharge
change_test_failed = pas de déploiement : le dernier test a échoué
change_lacks_document = pas de clôture : aucun document n'est cité
change_outside_window = #{ $number } a été déployé hors de son créneau, { $window }
change_found_later = { $incident } a été rattaché à { $change }, un changement d'un mois antérieur
report_changes = Problèmes et changements
problems_opened = Problèmes ouverts
problems_resolved = Problèmes résolus
problems_open = Problèmes en cours
incidents_explained = Incidents d'un problème connu
changes_without_incident = Changements sans incident
changes_done = Changements réalisés
changes_coming = Changements à venir
count_of = { $count } sur { $of }

## Incidents récurrents

candidates_heading = Incidents qui reviennent
candidates_none = aucun signe commun à { $least } incidents des { $days } derniers jours
candidate_asset = { $count } incidents sur { $asset }
candidate_words = { $count } incidents qui disent : { $words }
candidate_problem = { $problem } en explique déjà une partie
title_sign = Signe
title_proposal = Proposition

## Exports

asset_exported = { $assets } dans { $file }
title_rows = Lignes
export_to_do = Reste à faire
todo_documents = Les documents ne sont pas dans infog : remettre l'index des documents, schémas, procédures et pièces signées
todo_signed_contract = Contrat et avenants signés : { $title }
todo_passwords = infog n'a jamais contenu de mot de passe : remettre ceux de chaque système de access.csv par un coffre, puis les faire tous changer
todo_ticket = Ticket ouvert à reprendre ({ $status }) : { $title }
todo_licence = Licence du client : remettre la clé et le compte : { $product }
todo_licence_of_provider = Licence du prestataire : à transférer ou à racheter : { $product }
todo_repair = En réparation : dire où le retour doit se faire
todo_loan = Prêté : à reprendre ou à remettre
todo_unknown =
    { $count ->
        [one] Un équipement n'a pas tout ce que son type demande (`infog asset list --missing`)
       *[other] { $count } équipements n'ont pas tout ce que leur type demande (`infog asset list --missing`)
    }
todo_third_party = Prévenir le tiers, transférer son contrat et ses contacts : { $name }
todo_authorisation = En vigueur avec { $party }, accordée par { $by } : à clore ou à faire renouveler
todo_campaign = Commencée et jamais acceptée par le client
todo_session = Séance de transfert à tenir : organisation, contacts, contrats, tickets ouverts
todo_session_of_line = Séance de transfert à tenir : { $line }
title_exported = Exporté

## Effacements

erased_texts = Textes effacés
erased_names = Textes qui perdent un nom
erased_changes = États de biens
erased_nothing = rien à effacer
erased_done = effacé définitivement
verify_clock_back =
    { $count ->
        [one] un événement a été enregistré alors que l’horloge de la machine retardait : événement { $event }, { $behind }
       *[other] { $count } événements ont été enregistrés alors que l’horloge de la machine retardait, le premier étant l’événement { $event }, { $behind }
    }

## Recommandations et actions

title_action_owner = Responsable
title_due_on = Échéance
action_none = Aucune recommandation ni action en cours.
action_recommendation = recommandation
action_action = action
action_open = à faire
action_overdue = en retard
action_done = faite
action_dropped = abandonnée
action_added = Action { $number } enregistrée pour { $client }.
action_edited = Action { $number } modifiée.
action_is_done = L’action { $number } est faite.
action_is_dropped = L’action { $number } est abandonnée.

## Périodes d’un rapport

quarter_of_year = T{ $number } { $year }
title_figure = Indicateur
title_trend = Évolution
title_work = Temps passé
month_closed = { $month } (clos)
report_trend_activity = Douze derniers mois : activité
report_trend_commitments = Douze derniers mois : engagements

## Le document du comité

report_monthly_title = Comité de pilotage, { $period }
report_summary = Synthèse
report_trends = Tendances
report_time = Temps passé
report_park = Parc et mouvements
report_expiries = Échéances à { $days } jours
report_duties = Obligations périodiques
report_backlog = Ancienneté du stock
report_planned = Travaux planifiés
report_actions = Recommandations et plan d’action
report_annex = Annexes
report_provider = Le prestataire
summary_flow =
    { $opened ->
        [one] Un ticket ouvert ; résolus : { $resolved } ; en cours à la fin : { $left }.
       *[other] { $opened } tickets ouverts ; résolus : { $resolved } ; en cours à la fin : { $left }.
    }
summary_breaches =
    { $count ->
        [0] Aucune échéance dépassée.
        [one] Une échéance dépassée : elle figure parmi les dépassements.
       *[other] { $count } échéances dépassées : chacune figure parmi les dépassements.
    }
title_light = État
title_month_before = Mois précédent
light_green = atteint
light_amber = à surveiller
light_red = manqué
light_grey = non jugé
lights_explained = État : atteint ou manqué se dit de l'objectif. À surveiller et non jugé portent leur raison à côté. Sans objectif, le chiffre parle seul.
availability_of = Disponibilité : { $service }
volume_used = Volume consommé
part_of = { $part } sur { $of }
duties_kept = { $part } sur { $of } à jour
actions_in_time = { $part } sur { $of } dans les temps
flow_by_kind = Par nature
report_opened_by_channel = Ouverts, par canal
trend_explained = Les barres des taux partent de la moitié ; une barre creuse indique un échantillon insuffisant, un point l’absence de cas.
title_month = Mois
title_charges = Objectifs manqués
title_fee = Redevance
projection_period = Période du volume
projection_at_hand = Disponible sur la période
projection_burnt = Consommé à ce jour
projection_projected = Projeté à son terme
projection_used_up = Épuisé le
projection_method = Projection : { $burnt } en { $elapsed } jours, soit { $projected } en { $days } jours au même rythme.
projection_over = La période est terminée : { $burnt } consommés.
planned_none = Aucuns travaux planifiés connus.
backlog_none = Aucun ticket en cours.
backlog_oldest = Les plus anciens
backlog_age_between = { $from } à { $to } jours
backlog_age_from = { $from } jours et plus
not_said = non précisé
time_none = Aucun temps saisi.
report_time_by_nature = Par nature de travail
report_time_by_mode = Par mode
report_time_by_channel = Par canal du ticket
title_nature = Nature
title_mode = Mode
title_entries = Saisies
title_share = Part
park_on = Au { $date }
title_park_before = Au début
title_park_after = À la fin
title_park_covered = Au périmètre
park_movements = Mouvements
park_no_movements = Aucune entrée, aucune sortie.
park_changed =
    { $count ->
        [one] { $count } autre équipement modifié.
       *[other] { $count } autres équipements modifiés.
    }
title_moved = Mouvement
title_covered = Au périmètre
moved_in = entrée
moved_out = sortie
duty_none = Aucune obligation périodique.
duty_overdue = en retard
duty_soon = à prévoir
duty_kept = à jour
duty_is_done = { $code } de { $contract } : fait le { $date }.
title_every = Périodicité
title_last_done = Dernière fois
title_next_due = Prochaine échéance
provider_name = Dénomination
provider_legal_form = Forme juridique
provider_siren = SIREN
provider_contact = Contact
provider_insurer = Assurance professionnelle
provider_policy = Police
provider_insured_until = Assuré jusqu’au

audit_call = appels de
audit_site = site
audit_contact = contact
audit_deed = intervention sur l'équipement
audit_version = règle de version
audit_campaign = campagne
audit_third_party = tiers
audit_authorisation = autorisation
audit_started = commencé
audit_accepted = accepté
audit_granted = accordé
audit_ended = terminé
audit_worked = intervention sans ticket
audit_seat = poste attribué
audit_covered = couvert
audit_uncovered = plus couvert
title_last = Dernier

## Modifications défaites

event_undone = défait
takes_back = défait l'événement { $seq }
taken_back_by = défait par l'événement { $seq }
audit_undone = défait
title_taken_back = Défait
nothing_to_undo = aucune de vos modifications ne peut être défaite
undo_done = la modification { $number } est défaite par l'événement { $by } ; `infog undo { $by }` la rétablit
undo_dry = la modification { $number } serait défaite ; rien n'a été écrit
undo_more =
    { $count ->
        [one] et un autre événement
       *[other] et { $count } autres événements
    }
audit_of_ticket = { $seq } du ticket

audit_anonymised = anonymisé
audit_erasure = effacement
audit_clock_back = l’horloge retardait de { $behind }

audit_action = action suivie
audit_fulfilled = honorée
audit_done = faite
audit_dropped = abandonnée

## Mois clos

audit_closing = clôture
month_was_closed = { $month } de { $client }, tel que clos le { $moment } par { $by } ; SHA-256 { $sha256 }
month_closed_now = { $month } de { $client } est clos ; SHA-256 { $sha256 }
month_reopened = { $month } de { $client } est rouvert.
open_points =
    { $count ->
        [one] { $count } point ouvert. Rien n’a été clos.
       *[other] { $count } points ouverts. Rien n’a été clos.
    }
close_all_the_same = Clore { $month } malgré tout ?
point_breach = { $ticket } : aucun motif pour son dépassement ({ $metric })
point_outage = indisponibilité { $number } non terminée : fin inconnue
closing_title = Clôture de { $month }, { $client }
closing_none = Aucun mois clos.
closing_closed = clos
closing_reopened = rouvert
closing_inputs = Journal jusqu’à, et son empreinte
title_edition = Édition
title_subject = Objet
title_closed_as = Clos
title_now = Maintenant
report_adjustments = Ajustements de mois clos
adjustments_none = Rien n’a été enregistré depuis.
adjustments_no_change = Aucun chiffre n’a changé.
adjusted_figures = Chiffres modifiés
figure_of = { $figure } : { $which }

## Autres conditions

replay_title = Les mêmes tickets sous d’autres conditions, { $period }
replay_today = Conditions actuelles
replay_other = Autres conditions
replay_late_today = Retard actuel
replay_late_other = Retard, autres conditions
total = Total
event_change_tested = testé

## Diagnostic

doctor_heading = À corriger, { $moment }
doctor_said = { $severity } : { $sentence }
doctor_problem = problème
doctor_warning = alerte
doctor_note = information
doctor_severity = Gravité
doctor_message = Constat
doctor_command = Commande
doctor_nothing = rien à corriger
doctor_healthy = Rien à corriger. Examinés : clients { $clients }, contrats { $contracts }, calendriers { $calendars }, équipements { $assets }.
doctor_count = Problèmes : { $problems }. Alertes : { $warnings }. Informations : { $notes }.
doctor_and_more = { $shown } et { $more } de plus
doctor_no_holidays = le calendrier { $calendar } ne connaît aucun jour férié : le { $date } y compte comme ouvré
doctor_never_opens = le calendrier { $calendar } n’ouvre aucun jour en { $month } : aucun temps ouvré ne passe
doctor_closed_next_year = le calendrier { $calendar } n’ouvre aucun jour en { $year }
doctor_no_closures = le calendrier { $calendar } n’a aucune fermeture pour { $year } ; celles de { $this } : { $reasons }
doctor_no_targets = le contrat { $contract } de { $client } n’a aucun engagement de délai
doctor_no_reversibility = le contrat { $contract } de { $client } n’a pas de clause de réversibilité
doctor_no_contract = aucun contrat de { $client } n’est en vigueur (équipements : { $assets }, tickets ouverts : { $tickets })
doctor_in_none =
    { $count ->
        [one] un équipement de { $client } n’est dans aucun contrat : { $assets }
       *[other] { $count } équipements de { $client } ne sont dans aucun contrat : { $assets }
    }
doctor_in_two =
    { $count ->
        [one] un équipement de { $client } est dans deux contrats, { $one } et { $other } : { $assets }
       *[other] { $count } équipements de { $client } sont dans deux contrats, { $one } et { $other } : { $assets }
    }
doctor_notice = contrat { $contract } de { $client } : préavis à donner le { $on } au plus tard (jours restants : { $days }), aucune action prévue pour ce jour
doctor_term = contrat { $contract } de { $client } : dernier jour du terme le { $on } (jours restants : { $days }), aucune action prévue pour ce jour
doctor_decide_notice = Décider du préavis de { $contract }
doctor_decide_term = Décider de la suite de { $contract }
doctor_archived =
    { $count ->
        [one] le client { $client } est archivé, et un ticket y est encore ouvert : { $tickets }
       *[other] le client { $client } est archivé, et { $count } tickets y sont encore ouverts : { $tickets }
    }
doctor_archived_reason = le client est archivé
doctor_insurance = l’assurance professionnelle du prestataire expire le { $on } (jours restants : { $days })
doctor_uninsured = l’assurance professionnelle du prestataire a expiré le { $on }
doctor_clocks_forward = les horloges de { $zone } avancent de { $by } le { $on }
doctor_clocks_back = les horloges de { $zone } reculent de { $by } le { $on }
doctor_no_hours_change = { $change } ; aucun calendrier n’est ouvert à ce moment
doctor_hours_change = { $change } : { $calendars }
doctor_less = { $calendar } compte { $by } de moins
doctor_more = { $calendar } compte { $by } de plus

## Charge et acteurs

workload_heading = Temps du { $from } au { $to }
workload_none = Aucun temps saisi.
workload_by_technician = Par technicien
title_technician = Technicien
actors_heading = Interlocuteurs au { $date }
actors_none = Le contrat ne nomme personne pour ce jour.
actors_no_contact = aucun interlocuteur unique : { $side }

## Fermetures d'autres calendriers

closures_read =
    { $count ->
        [one] { $count } événement dans { $file }
       *[other] { $count } événements dans { $file }
    }
closures_none = Le fichier ne ferme rien.
closures_over =
    { $count ->
        [one] { $count } événement est passé ; `--from DATE` le prend aussi.
       *[other] { $count } événements sont passés ; `--from DATE` les prend aussi.
    }
closures_question =
    { $count ->
        [one] Ajouter { $count } fermeture au calendrier { $name } ?
       *[other] Ajouter { $count } fermetures au calendrier { $name } ?
    }
closures_added =
    { $count ->
        [one] { $count } fermeture ajoutée au calendrier { $name }
       *[other] { $count } fermetures ajoutées au calendrier { $name }
    }
closures_part_days = les événements d'une partie de journée sont laissés de côté : une fermeture compte en jours entiers
closures_still_closed = le fichier annule ce pour quoi le calendrier ferme encore
fate_added = à fermer
fate_known = déjà fermé
fate_part_day = partie de journée, laissé de côté
fate_outside = hors des heures d'ouverture
fate_no_time = sans durée
fate_over = passé
fate_later = après le dernier jour demandé
fate_goes_on = se répète après ce jour
fate_cancelled = annulé dans le fichier
fate_still_closed = annulé, encore fermé ici
fate_superseded = remplacé par une version plus récente
every_days =
    { $count ->
        [one] tous les jours
       *[other] tous les { $count } jours
    }
every_months =
    { $count ->
        [one] tous les mois
       *[other] tous les { $count } mois
    }
action_shown_from = les rapports de { $month } et des mois suivants la montrent ; pour celui de { $before } aussi, dites `--at "{ $day } 18:00"`

## Ce qui reste, ce qui est dit plus tard

undo_never = { $what } (ne peut pas être défait)
late_undone = défait : { $what }
reason_of_closed_month = { $closed } de { $client } est clos : la raison figurera parmi les ajustements dans `infog report monthly` de { $told }

## Issues d'une pause et d'un ticket sans gravité

note_pause_meant = vouliez-vous dire `{ $near }` ? alors annulez la pause par `infog undo`, et recommencez
note_pause_stopping = motifs qui suspendent les délais sous { $contract } : { $reasons }
note_pause_none = aucun motif ne suspend les délais sous { $contract }
note_qualify = aucun engagement tant que sa gravité n'est pas dite : `{ $command }`

## Pourquoi un voyant est ainsi

why_one_more = atteint ; un manquement de plus et l'objectif est manqué
why_franchise = manqué, mais de trop peu pour une pénalité
why_no_goal = des manquements ; le contrat ne fixe pas d'objectif
why_projected = à ce rythme, épuisé avant la fin de la période
why_used = { $percent } % consommés
why_late =
    { $count ->
        [one] une en retard
       *[other] { $count } en retard
    }
why_too_few = trop peu de cas pour un pourcentage
why_no_case = aucun cas
light_no_goal = sans objectif
light_in_time = dans les temps
light_late = en retard

## Demandé et dit au guichet

breach_codes = Raisons : { $codes }.
report_no_contract_then = aucun contrat de { $client } ne couvrait { $period } : rien n'était promis alors
verify_expected = Le journal contient ce qui y était à { $head }.
ticket_assigned_to = attribué à { $who }
title_time_spent = Temps passé

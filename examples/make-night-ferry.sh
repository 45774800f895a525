#!/bin/sh
# Make the base night-ferry.json from night-ferry.txt, with nothing but the commands of factcli.
#
#     sh examples/make-night-ferry.sh [BASE.json]
#
# Each call of `fact` names a sentence, the words of it that carry the fact, and what the fact says. A sentence
# that says "she" or "its director" needs a second quote that tells who is meant.
set -eu

here=$(dirname "$0")
base=${1:-$here/night-ferry.json}

fact() { factcli base add --base "$base" --sentence "$@" >/dev/null; }
relation() { factcli base edit-relation "$@" --base "$base" >/dev/null; }
entity() { factcli base edit-entity "$@" --base "$base" >/dev/null; }

factcli base new "$here/night-ferry.txt" --output "$base" --language en --force \
    --title "The night ferry returns to Hallow Sound" \
    --rights "Invented for this example: no place, ship or person of this text exists. Under the licence of factcli." \
    >/dev/null

# --- The town and the line

fact 1 --exact "Port Merrin, a fishing town" --id port-merrin-nature \
    --subject "Port Merrin" --subject-kind place --relation "nature" --value "a fishing town" \
    --statement-en "Port Merrin is a fishing town."
fact 1 --exact "Port Merrin, a fishing town of 12,400 people" --id port-merrin-people \
    --subject "Port Merrin" --relation "number of inhabitants" --value "12400 people" \
    --statement-en "Port Merrin has 12,400 people."
fact 1 --exact "Port Merrin, a fishing town of 12,400 people on Hallow Sound" --id port-merrin-water \
    --subject "Port Merrin" --relation "lies on" --object "Hallow Sound" --object-kind place \
    --statement-en "Port Merrin lies on Hallow Sound."
fact 1 --exact "Port Merrin, a fishing town of 12,400 people on Hallow Sound, is getting its night ferry back" --id ferry-returns \
    --subject "Port Merrin" --relation "gets back" --object "night ferry" --object-kind thing \
    --statement-en "Port Merrin is getting its night ferry back."
fact 2 --exact "The line between Port Merrin and Skerry Island" --sentence 1 --exact "night ferry" --id line-start \
    --subject "night ferry" --relation "connects" --object "Port Merrin" \
    --statement-en "The night ferry line connects Port Merrin with Skerry Island."
fact 2 --exact "The line between Port Merrin and Skerry Island" --sentence 1 --exact "night ferry" --id line-end \
    --subject "night ferry" --relation "connects" --object "Skerry Island" --object-kind place \
    --statement-en "The night ferry line connects Skerry Island with Port Merrin."
fact 2 --exact "The line between Port Merrin and Skerry Island closed in 1987" --sentence 1 --exact "night ferry" --id line-closed \
    --subject "night ferry" --relation "closed in" --relation-kind time --value "date:1987" --when 1987 \
    --statement-en "The night ferry line closed in 1987."
fact 2 --exact "after ninety-one years of service" --exact "The line between Port Merrin and Skerry Island closed" --sentence 2 --sentence 1 --exact "night ferry" --id line-service \
    --subject "night ferry" --relation "years of service" --value "91 years" \
    --statement-en "The night ferry line closed after ninety-one years of service."
fact 3 --exact "On 3 May 2024 the town council voted by nineteen to four to reopen it" --exact "the town council" --sentence 3 --sentence 2 --exact "The line between Port Merrin and Skerry Island" --sentence 1 --exact "night ferry" --id reopening-voted \
    --subject "night ferry" --relation "reopened by" --object "town council" --object-kind organization --when 2024-05-03 \
    --statement-en "On 3 May 2024 the town council voted to reopen the night ferry line."
fact 3 --exact "On 3 May 2024 the town council voted by nineteen to four to reopen it" --id vote-date \
    --subject "town council" --relation "voted on" --relation-kind time --value "date:2024-05-03" --when 2024-05-03 \
    --statement-en "The town council voted on 3 May 2024."
fact 3 --exact "On 3 May 2024 the town council voted by nineteen to four" --id vote-result \
    --subject "town council" --relation "vote result" --value "text:nineteen to four" --when 2024-05-03 \
    --statement-en "The town council voted by nineteen to four."
fact 4 --exact "The first crossing is planned for 14 June 2026" --id first-crossing-date \
    --subject "first crossing" --relation "planned for" --relation-kind time --value "date:2026-06-14" --when 2026-06-14 --modality planned \
    --statement-en "The first crossing is planned for 14 June 2026."

# --- The ship

fact 5 --exact "The new ship is called the Kittiwake" --id ship-name \
    --subject "new ship" --relation "called" --object "Kittiwake" --object-kind thing \
    --statement-en "The new ship is called the Kittiwake."
fact 6 --exact "She is being built by Brandt & Vale" --sentence 5 --exact "the Kittiwake" --id ship-builder \
    --subject "Kittiwake" --relation "built by" --object "Brandt & Vale" --object-kind organization \
    --statement-en "The Kittiwake is being built by Brandt & Vale."
fact 6 --exact "Brandt & Vale, a shipyard in Ostermouth" --id builder-nature \
    --subject "Brandt & Vale" --relation "nature" --value "a shipyard" \
    --statement-en "Brandt & Vale is a shipyard."
fact 6 --exact "Brandt & Vale, a shipyard in Ostermouth" --id builder-place \
    --subject "Brandt & Vale" --relation "located in" --object "Ostermouth" --object-kind place \
    --statement-en "Brandt & Vale is in Ostermouth."
fact 7 --exact "The Kittiwake is 48 metres long" --id ship-length \
    --subject "Kittiwake" --relation "length" --value "48 metres" \
    --statement-en "The Kittiwake is 48 metres long."
fact 7 --exact "The Kittiwake is 48 metres long and will carry 180 passengers" --id ship-passengers \
    --subject "Kittiwake" --relation "passenger capacity" --value "180 passengers" --modality planned \
    --statement-en "The Kittiwake will carry 180 passengers."
fact 7 --exact "The Kittiwake is 48 metres long and will carry 180 passengers and 22 cars" --id ship-cars \
    --subject "Kittiwake" --relation "car capacity" --value "22 cars" --modality planned \
    --statement-en "The Kittiwake will carry 22 cars."
fact 8 --exact "She was designed by Tomas Reyk" --sentence 7 --exact "The Kittiwake" --id ship-designer \
    --subject "Kittiwake" --relation "designed by" --object "Tomas Reyk" --object-kind person \
    --statement-en "The Kittiwake was designed by Tomas Reyk."
fact 8 --exact "Tomas Reyk, a naval architect" --id reyk-work \
    --subject "Tomas Reyk" --relation "occupation" --value "naval architect" \
    --statement-en "Tomas Reyk is a naval architect."
fact 8 --exact "Tomas Reyk, a naval architect from Ostermouth" --id reyk-home \
    --subject "Tomas Reyk" --relation "comes from" --object "Ostermouth" \
    --statement-en "Tomas Reyk is from Ostermouth."
fact 9 --exact "Her batteries, made by the Volta cooperative" --sentence 7 --exact "The Kittiwake" --id battery-maker \
    --subject "batteries" --relation "made by" --object "Volta cooperative" --object-kind organization \
    --statement-en "The batteries of the Kittiwake are made by the Volta cooperative."
fact 9 --exact "Her batteries, made by the Volta cooperative, store 1,900 kilowatt-hours" --sentence 7 --exact "The Kittiwake" --id battery-energy \
    --subject "batteries" --relation "stored energy" --value "1900 kilowatt-hours" \
    --statement-en "The batteries of the Kittiwake store 1,900 kilowatt-hours."
fact 10 --exact "A crossing takes 35 minutes" --id crossing-time \
    --subject "crossing" --relation "duration" --value "35 minutes" --new \
    --statement-en "A crossing takes 35 minutes."
fact 10 --exact "A crossing takes 35 minutes and uses about a third of that" --sentence 9 --exact "Her batteries, made by the Volta cooperative, store 1,900 kilowatt-hours" --id crossing-energy \
    --subject "crossing" --relation "energy used" --value "about a third of what the batteries store" \
    --statement-en "A crossing uses about a third of what the batteries store."
fact 11 --exact "The batteries are charged overnight by the tidal turbine" --id battery-charger \
    --subject "batteries" --relation "charged by" --object "tidal turbine" --object-kind thing \
    --statement-en "The batteries are charged overnight by the tidal turbine."
fact 11 --exact "the tidal turbine at Merrin Head" --id turbine-place \
    --subject "tidal turbine" --relation "located in" --object "Merrin Head" --object-kind place \
    --statement-en "The tidal turbine is at Merrin Head."
fact 12 --exact "“We draw power when nobody else wants it,” says Reyk" --sentence 11 --exact "The batteries are charged overnight" --id charging-quote \
    --subject "batteries" --relation "said of the charging" --value "We draw power when nobody else wants it" --speaker "Tomas Reyk" --modality reported \
    --statement-en "Tomas Reyk says of the charging: “We draw power when nobody else wants it.”"
fact 13 --exact "The keel was laid in September 2024" --sentence 7 --exact "The Kittiwake" --id keel-laid \
    --subject "Kittiwake" --relation "keel laid" --relation-kind time --value "date:2024-09" --when 2024-09 \
    --statement-en "The keel of the Kittiwake was laid in September 2024."
fact 14 --exact "Reyk expects the ship to be launched in autumn 2025" --sentence 7 --exact "The Kittiwake" --id ship-launch \
    --subject "Kittiwake" --relation "launch" --relation-kind time --value "date:2025-23" --when 2025-23 --modality reported --speaker "Tomas Reyk" --hedged \
    --statement-en "Tomas Reyk expects the Kittiwake to be launched in autumn 2025."

# --- The money

fact 15 --exact "The project costs €31 million" --id project-cost \
    --subject "project" --relation "cost" --value "31000000 EUR" \
    --statement-en "The project costs €31 million."
fact 16 --exact "The largest share, €14 million, comes from the Northern Harbours Fund" --sentence 15 --exact "The project" --id fund-share \
    --subject "Northern Harbours Fund" --subject-kind organization --relation "pays" --value "14000000 EUR" \
    --statement-en "The Northern Harbours Fund pays €14 million of the project."
fact 16 --exact "The largest share, €14 million, comes from the Northern Harbours Fund" --sentence 15 --exact "The project" --id largest-payer \
    --subject "project" --relation "largest share paid by" --object "Northern Harbours Fund" \
    --statement-en "The Northern Harbours Fund pays the largest share of the project."
fact 17 --exact "The town itself pays €6.5 million" --sentence 1 --exact "Port Merrin" --id town-share \
    --subject "Port Merrin" --relation "pays" --value "6500000 EUR" \
    --statement-en "Port Merrin itself pays €6.5 million."
fact 18 --exact "Merrin Ferries, the company that will run the line" --sentence 1 --exact "night ferry" --id line-operator \
    --subject "night ferry" --relation "run by" --object "Merrin Ferries" --object-kind organization --modality planned --new \
    --statement-en "Merrin Ferries will run the night ferry line."
fact 18 --exact "Merrin Ferries" --exact "has borrowed €8 million" --id loan-amount \
    --subject "Merrin Ferries" --relation "borrowed" --value "8000000 EUR" \
    --statement-en "Merrin Ferries has borrowed €8 million."
fact 18 --exact "Merrin Ferries" --exact "has borrowed €8 million from the Tidewater Bank" --id loan-lender \
    --subject "Merrin Ferries" --relation "borrowed from" --object "Tidewater Bank" --object-kind organization --new \
    --statement-en "Merrin Ferries has borrowed from the Tidewater Bank."
fact 19 --exact "The remaining €2.5 million was collected by the Friends of the Night Ferry" --id friends-sum \
    --subject "Friends of the Night Ferry" --subject-kind organization --relation "collected" --value "2500000 EUR" --new \
    --statement-en "The Friends of the Night Ferry collected €2.5 million."
fact 19 --exact "the Friends of the Night Ferry, an association founded in 2019" --id friends-founded \
    --subject "Friends of the Night Ferry" --relation "founded in" --relation-kind time --value "date:2019" --when 2019 \
    --statement-en "The Friends of the Night Ferry were founded in 2019."
fact 19 --exact "the Friends of the Night Ferry, an association founded in 2019 by the retired teacher Ada Quill" --id friends-founder \
    --subject "Friends of the Night Ferry" --relation "founded by" --object "Ada Quill" --object-kind person --when 2019 --new \
    --statement-en "The Friends of the Night Ferry were founded in 2019 by Ada Quill."
fact 19 --exact "the retired teacher Ada Quill" --id quill-work \
    --subject "Ada Quill" --relation "occupation" --value "retired teacher" \
    --statement-en "Ada Quill is a retired teacher."
fact 20 --exact "Quill’s grandfather was the last captain of the old ferry, the Guillemot" --sentence 19 --exact "Ada Quill" --id last-captain \
    --subject "Guillemot" --subject-kind thing --relation "last captain" --relation-kind person --value "Ada Quill's grandfather" \
    --statement-en "Ada Quill's grandfather was the last captain of the Guillemot."
fact 20 --exact "the old ferry, the Guillemot" --id old-ferry-name \
    --subject "old ferry" --relation "called" --object "Guillemot" --new \
    --statement-en "The old ferry is the Guillemot."
fact 21 --exact "“I was told for thirty years that it could not be done,” she says" --sentence 19 --exact "Ada Quill" --sentence 18 --exact "the line" --id quill-quote \
    --subject "Ada Quill" --relation "was told" --value "text:it could not be done" --speaker "Ada Quill" --modality reported --hedged \
    --statement-en "Ada Quill says that she was told for thirty years that it could not be done."
fact 22 --exact "According to the auditor Jonas Peake, the ship could cost up to €3 million more than planned" --sentence 5 --exact "the Kittiwake" --id cost-risk \
    --subject "Kittiwake" --relation "extra cost" --value "3000000 EUR" --speaker "Jonas Peake" --speaker-kind person --modality reported --hedged \
    --statement-en "According to Jonas Peake, the Kittiwake could cost up to €3 million more than planned."
fact 22 --exact "the auditor Jonas Peake" --id peake-work \
    --subject "Jonas Peake" --relation "occupation" --value "auditor" \
    --statement-en "Jonas Peake is an auditor."
fact 23 --exact "The mayor, Priya Lindqvist" --sentence 1 --exact "Port Merrin" --id mayor \
    --subject "Port Merrin" --relation "mayor" --object "Priya Lindqvist" --object-kind person \
    --statement-en "The mayor of Port Merrin is Priya Lindqvist."
fact 23 --exact "The mayor, Priya Lindqvist, denies that taxes will rise" --id taxes-denied \
    --subject "taxes" --relation "will rise" --value "text:taxes will rise" --speaker "Priya Lindqvist" --modality denied \
    --statement-en "Priya Lindqvist denies that taxes will rise."
fact 24 --exact "“Not one household will pay more,” Lindqvist told the council" --sentence 23 --exact "Priya Lindqvist" --id households-quote \
    --subject "Priya Lindqvist" --relation "told the council" --value "text:Not one household will pay more" --speaker "Priya Lindqvist" --modality reported \
    --statement-en "Priya Lindqvist told the council: “Not one household will pay more.”"

# --- The island

fact 25 --exact "Skerry Island has 640 inhabitants" --id island-people \
    --subject "Skerry Island" --relation "number of inhabitants" --value "640 inhabitants" \
    --statement-en "Skerry Island has 640 inhabitants."
fact 25 --exact "Skerry Island has 640 inhabitants and no hospital" --id island-hospital \
    --subject "Skerry Island" --relation "hospital" --value "no hospital" --modality denied \
    --statement-en "Skerry Island has no hospital."
fact 26 --exact "Its only doctor, Samir Okafor" --sentence 25 --exact "Skerry Island" --id island-doctor \
    --subject "Skerry Island" --relation "doctor" --object "Samir Okafor" --object-kind person \
    --statement-en "The only doctor of Skerry Island is Samir Okafor."
fact 26 --exact "Its only doctor, Samir Okafor, leaves the island on the last boat at six in the evening" --id doctor-leaves \
    --subject "Samir Okafor" --relation "leaves the island" --relation-kind time --value "on the last boat at six in the evening" \
    --statement-en "Samir Okafor leaves the island on the last boat at six in the evening."
fact 27 --exact "After that, patients are flown out by helicopter" --sentence 26 --exact "the last boat at six in the evening" --id patients-flown \
    --subject "patients" --relation "flown out by" --object "helicopter" --object-kind thing \
    --statement-en "After the last boat, patients are flown out by helicopter."
fact 27 --exact "patients are flown out by helicopter, which costs €4,200 a flight" --id flight-cost \
    --subject "helicopter" --relation "cost" --value "4200 EUR" \
    --statement-en "The helicopter costs €4,200 a flight."
fact 28 --exact "Okafor counted 57 such flights in 2023" --sentence 26 --exact "Samir Okafor" --sentence 27 --exact "patients are flown out by helicopter" --id flights-2023 \
    --subject "helicopter" --relation "number of flights" --value "57 flights" --when 2023 --speaker "Samir Okafor" --modality reported \
    --statement-en "Samir Okafor counted 57 flights of the helicopter in 2023."
fact 29 --exact "With the night ferry, he hopes to halve that number" --sentence 26 --exact "Samir Okafor" --sentence 28 --exact "57 such flights" --id flights-hope \
    --subject "Samir Okafor" --relation "hopes" --value "to halve the number of flights" --speaker "Samir Okafor" --modality reported --hedged \
    --statement-en "With the night ferry, Samir Okafor hopes to halve the number of flights."
fact 31 --exact "The hotel owner Greta Sund fears that guests may no longer stay overnight" --id sund-fear \
    --subject "Greta Sund" --subject-kind person --relation "fears" --value "that guests may no longer stay overnight" --speaker "Greta Sund" --modality reported --hedged \
    --statement-en "Greta Sund fears that guests may no longer stay overnight."
fact 32 --exact "Sund runs the Lantern House" --sentence 31 --exact "Greta Sund" --id lantern-owner \
    --subject "Lantern House" --subject-kind organization --relation "kept by" --object "Greta Sund" \
    --statement-en "Greta Sund runs the Lantern House."
fact 32 --exact "the Lantern House, the oldest hotel on the island" --sentence 25 --exact "Skerry Island" --id lantern-nature \
    --subject "Lantern House" --relation "nature" --value "the oldest hotel on the island" \
    --statement-en "The Lantern House is the oldest hotel on the island."
fact 33 --exact "The bird warden Eli Marsh warns that the lights could disturb the puffins of North Cliff" --id marsh-warning \
    --subject "Eli Marsh" --subject-kind person --relation "warns" --value "that the lights could disturb the puffins of North Cliff" --speaker "Eli Marsh" --modality reported --hedged \
    --statement-en "Eli Marsh warns that the lights could disturb the puffins of North Cliff."
fact 33 --exact "The bird warden Eli Marsh" --id marsh-work \
    --subject "Eli Marsh" --relation "occupation" --value "bird warden" \
    --statement-en "Eli Marsh is a bird warden."
fact 33 --exact "the puffins of North Cliff" --id puffins-place \
    --subject "puffins" --relation "located in" --object "North Cliff" --object-kind place \
    --statement-en "The puffins are those of North Cliff."
fact 34 --exact "the Kittiwake will sail with dimmed lamps from April to July" --id dimmed-lamps \
    --subject "Kittiwake" --relation "sails with dimmed lamps" --relation-kind time --value "from April to July" --modality planned \
    --statement-en "The Kittiwake will sail with dimmed lamps from April to July."
fact 34 --exact "For that reason the Kittiwake will sail with dimmed lamps" --sentence 33 --exact "the lights could disturb the puffins of North Cliff" --id dimmed-why \
    --subject "Kittiwake" --relation "reason for the dimmed lamps" --relation-kind reason --value "the lights could disturb the puffins" --modality planned --hedged --new \
    --statement-en "The Kittiwake will sail with dimmed lamps because the lights could disturb the puffins."

# --- The service

fact 35 --exact "Merrin Ferries will employ 26 people on the line" --id staff \
    --subject "Merrin Ferries" --relation "number of employees" --value "26 people" --modality planned \
    --statement-en "Merrin Ferries will employ 26 people on the line."
fact 36 --exact "Its director, Ines Holloway" --sentence 35 --exact "Merrin Ferries" --id director \
    --subject "Merrin Ferries" --relation "director" --object "Ines Holloway" --object-kind person \
    --statement-en "The director of Merrin Ferries is Ines Holloway."
fact 36 --exact "Ines Holloway, started as a deckhand in 2001" --id holloway-start \
    --subject "Ines Holloway" --relation "started as" --value "deckhand" --when 2001 \
    --statement-en "Ines Holloway started as a deckhand in 2001."
fact 37 --exact "Holloway will be on the bridge for the first crossing" --sentence 36 --exact "Ines Holloway" --id bridge \
    --subject "first crossing" --relation "on the bridge" --object "Ines Holloway" --modality planned \
    --statement-en "Ines Holloway will be on the bridge for the first crossing."
fact 38 --exact "Tickets will cost €9 for adults" --id ticket-adults \
    --subject "tickets" --relation "price for adults" --value "9 EUR" --modality planned \
    --statement-en "Tickets will cost €9 for adults."
fact 38 --exact "Tickets will cost €9 for adults and €4 for children" --id ticket-children \
    --subject "tickets" --relation "price for children" --value "4 EUR" --modality planned --new \
    --statement-en "Tickets will cost €4 for children."
fact 38 --exact "islanders will travel free" --id islanders-free \
    --subject "islanders" --relation "travel" --value "free" --modality planned \
    --statement-en "Islanders will travel free."
fact 39 --exact "The ferry will sail three times a night" --sentence 1 --exact "night ferry" --id sailings \
    --subject "night ferry" --relation "sailings a night" --value "3 times" --modality planned \
    --statement-en "The night ferry will sail three times a night."
fact 39 --exact "The ferry will sail three times a night, at eight, at eleven and at half past one" --sentence 1 --exact "night ferry" --id sailing-times \
    --subject "night ferry" --relation "sails at" --relation-kind time --value "at eight, at eleven and at half past one" --modality planned \
    --statement-en "The night ferry will sail at eight, at eleven and at half past one."
fact 40 --exact "In storms it will stay in port, because the channel at Merrin Head is only five metres deep" --sentence 1 --exact "night ferry" --id storms-why \
    --subject "night ferry" --relation "stays in port in storms" --relation-kind reason --value "the channel at Merrin Head is only five metres deep" --modality planned \
    --statement-en "The night ferry will stay in port in storms because the channel at Merrin Head is only five metres deep."
fact 40 --exact "the channel at Merrin Head is only five metres deep" --id channel-depth \
    --subject "channel at Merrin Head" --subject-kind place --relation "depth" --value "5 metres" --new \
    --statement-en "The channel at Merrin Head is only five metres deep."
fact 41 --exact "The company aims to carry 90,000 passengers in its first year" --sentence 35 --exact "Merrin Ferries" --id passengers-aim \
    --subject "Merrin Ferries" --relation "passengers aimed at in the first year" --value "90000 passengers" --modality planned \
    --statement-en "Merrin Ferries aims to carry 90,000 passengers in its first year."
fact 42 --exact "A second ship might follow in 2030, if the numbers are good" --id second-ship \
    --subject "second ship" --relation "may follow in" --relation-kind time --value "date:2030" --when 2030 --modality hedged \
    --statement-en "A second ship might follow in 2030, if the numbers are good."
fact 43 --exact "The Guillemot, meanwhile, is a museum" --id guillemot-today \
    --subject "Guillemot" --relation "nature" --value "a museum" \
    --statement-en "The Guillemot is a museum."
fact 43 --exact "The Guillemot, meanwhile, is a museum in Ostermouth" --id guillemot-place \
    --subject "Guillemot" --relation "located in" --object "Ostermouth" \
    --statement-en "The Guillemot is in Ostermouth."
fact 43 --exact "The Guillemot, meanwhile, is a museum in Ostermouth; Quill visits it every spring" --sentence 19 --exact "Ada Quill" --id guillemot-visitor \
    --subject "Guillemot" --relation "visited by" --object "Ada Quill" \
    --statement-en "Ada Quill visits the Guillemot every spring."
fact 44 --exact "On the evening of the first crossing, the bells of Saint Brannoc will ring at eight" --id bells \
    --subject "bells of Saint Brannoc" --relation "ring" --relation-kind time --value "on the evening of the first crossing, at eight" --modality planned \
    --statement-en "On the evening of the first crossing, the bells of Saint Brannoc will ring at eight."

# --- Other names, and what each thing is

entity "Port Merrin" --alias Merrin --alias "the town" --description-en "Fishing town on Hallow Sound that is getting its night ferry back."
entity "night ferry" --alias "night ferry line" --alias "ferry line" --alias "the line" --alias "the ferry" --description-en "Ferry line between Port Merrin and Skerry Island."
entity "Skerry Island" --alias "Skerry" --alias "the island" --description-en "Island at the other end of the night ferry line."
entity "Hallow Sound" --description-en "The water Port Merrin lies on."
entity "town council" --kind organization --alias "council" --description-en "Council that voted to reopen the line."
entity "first crossing" --alias "first sailing" --alias "maiden voyage" --description-en "First crossing of the reopened line."
entity "new ship" --alias "new ferry" --description-en "The ship that will sail the reopened line: the Kittiwake."
entity "Kittiwake" --alias "the ship" --description-en "New ship of the night ferry line, driven by batteries."
entity "Brandt & Vale" --alias "Brandt and Vale" --description-en "Shipyard that builds the Kittiwake."
entity "Ostermouth" --description-en "Place of the shipyard and of the museum ship."
entity "Tomas Reyk" --alias Reyk --description-en "Naval architect who designed the Kittiwake."
entity "batteries" --alias "battery" --alias "batteries of the Kittiwake" --description-en "What stores the energy of the Kittiwake."
entity "Volta cooperative" --alias Volta --description-en "Maker of the batteries."
entity "crossing" --alias "journey" --alias "trip" --description-en "One passage of the ferry between town and island."
entity "tidal turbine" --alias "turbine" --description-en "Turbine that charges the batteries."
entity "Merrin Head" --description-en "Place of the tidal turbine and of the shallow channel."
entity "project" --alias "the project" --description-en "The return of the night ferry."
entity "Northern Harbours Fund" --alias "Harbours Fund" --description-en "Fund that pays the largest share of the project."
entity "Merrin Ferries" --alias "the company" --alias "ferry company" --description-en "Company that will run the night ferry line."
entity "Tidewater Bank" --alias "Tidewater" --description-en "Bank that lent money to Merrin Ferries."
entity "Friends of the Night Ferry" --alias "the Friends" --alias "the association" --description-en "Association that collected money for the ferry."
entity "Ada Quill" --alias Quill --description-en "Retired teacher who founded the Friends of the Night Ferry."
entity "Guillemot" --description-en "The old ferry, today a museum."
entity "old ferry" --description-en "The ferry that sailed before 1987: the Guillemot."
entity "Jonas Peake" --alias Peake --description-en "Auditor who reckons with a higher cost."
entity "Priya Lindqvist" --alias Lindqvist --description-en "Mayor of Port Merrin."
entity "taxes" --alias "tax" --description-en "What the mayor denies will rise."
entity "Samir Okafor" --alias Okafor --alias "Dr Okafor" --description-en "The only doctor of Skerry Island."
entity "patients" --alias "patient" --description-en "The sick of the island after the last boat."
entity "helicopter" --alias "helicopter flights" --description-en "What flies patients out at night."
entity "Greta Sund" --alias Sund --description-en "Hotel owner on Skerry Island."
entity "Lantern House" --description-en "The oldest hotel on Skerry Island."
entity "Eli Marsh" --alias Marsh --description-en "Bird warden on Skerry Island."
entity "puffins" --alias "puffin" --description-en "Birds of North Cliff."
entity "North Cliff" --description-en "Cliff of the puffins."
entity "Ines Holloway" --alias Holloway --description-en "Director of Merrin Ferries."
entity "tickets" --alias "ticket" --description-en "What a crossing with the night ferry is paid with."
entity "islanders" --alias "islander" --description-en "People who live on Skerry Island."
entity "channel at Merrin Head" --alias "the channel" --description-en "The way into port, five metres deep."
entity "second ship" --alias "another ship" --description-en "A ship that might follow the Kittiwake."
entity "bells of Saint Brannoc" --alias "the bells" --alias "Saint Brannoc" --description-en "Bells that will ring on the evening of the first crossing."

# --- How the relations are asked for

relation nature --phrase-en "kind" --phrase-en "type" --phrase-en "sort" --phrase-en "what is"
relation number-of-inhabitants --phrase-en "population" --phrase-en "people live" --phrase-en "inhabitants" --phrase-en "how big"
relation lies-on --phrase-en "on which water" --phrase-en "water" --phrase-en "lie" \
    --inverse-label-en "town on it" --inverse-kind place --inverse-phrase-en "lie on" --inverse-phrase-en "town"
relation gets-back --phrase-en "get back" --phrase-en "return" --phrase-en "getting"
relation connects --phrase-en "connect" --phrase-en "link" --phrase-en "go to" --phrase-en "run between" --phrase-en "between"
relation closed-in --phrase-en "close" --phrase-en "closed" --phrase-en "shut" --phrase-en "end"
relation years-of-service --phrase-en "how long served" --phrase-en "service" --phrase-en "how many years" --phrase-en "run for"
relation reopened-by --phrase-en "reopen" --phrase-en "decide to reopen" --phrase-en "vote to reopen" --phrase-en "bring back"
relation voted-on --phrase-en "vote" --phrase-en "decide" --phrase-en "date of the vote"
relation vote-result --phrase-en "result of the vote" --phrase-en "how voted" --phrase-en "outcome"
relation planned-for --phrase-en "planned" --phrase-en "take place" --phrase-en "date" --phrase-en "happen" --phrase-en "scheduled"
relation called --phrase-en "name" --phrase-en "called" --phrase-en "named"
relation built-by --phrase-en "build" --phrase-en "builder" --phrase-en "shipyard" --phrase-en "construct" \
    --inverse-label-en "ship built" --inverse-kind thing --inverse-phrase-en "build" --inverse-phrase-en "building"
relation located-in --phrase-en "located" --phrase-en "place" --phrase-en "in which town" --phrase-en "based" --phrase-en "stand" --phrase-en "live"
relation length --phrase-en "how long" --phrase-en "long" --phrase-en "metres long" --phrase-en "size"
relation passenger-capacity --phrase-en "how many passengers" --phrase-en "passengers" --phrase-en "carry people"
relation car-capacity --phrase-en "how many cars" --phrase-en "cars" --phrase-en "vehicles"
relation designed-by --phrase-en "design" --phrase-en "designer" --phrase-en "architect" --phrase-en "drew" \
    --inverse-label-en "ship designed" --inverse-kind thing --inverse-phrase-en "design"
relation occupation --phrase-en "job" --phrase-en "profession" --phrase-en "do for a living" --phrase-en "work as"
relation comes-from --phrase-en "from" --phrase-en "come from" --phrase-en "home town"
relation made-by --phrase-en "make" --phrase-en "maker" --phrase-en "manufacturer" --phrase-en "produce" \
    --inverse-label-en "what it makes" --inverse-kind thing --inverse-phrase-en "make"
relation stored-energy --phrase-en "energy" --phrase-en "store" --phrase-en "capacity" --phrase-en "kilowatt-hours" --phrase-en "hold"
relation duration --phrase-en "how long take" --phrase-en "take" --phrase-en "last" --phrase-en "minutes"
relation energy-used --phrase-en "energy use" --phrase-en "how much energy" --phrase-en "use" --phrase-en "consume"
relation charged-by --phrase-en "charge" --phrase-en "charged" --phrase-en "power comes from"
relation said-of-the-charging --phrase-en "say about charging" --phrase-en "quote on charging" --phrase-en "draw power"
relation keel-laid --phrase-en "keel" --phrase-en "lay the keel" --phrase-en "keel laying"
relation launch --phrase-en "launched" --phrase-en "be launched" --phrase-en "launch date"
relation cost --phrase-en "how much cost" --phrase-en "price" --phrase-en "expensive" --phrase-en "costs"
relation pays --phrase-en "pay" --phrase-en "contribute" --phrase-en "share" --phrase-en "give"
relation largest-share-paid-by --phrase-en "largest share" --phrase-en "pay most" --phrase-en "biggest contributor" --phrase-en "main funder"
relation run-by --phrase-en "run" --phrase-en "operate" --phrase-en "operator" --phrase-en "manage" --phrase-en "owner" \
    --inverse-label-en "what it runs" --inverse-kind thing --inverse-phrase-en "run" --inverse-phrase-en "operate"
relation borrowed --phrase-en "borrow" --phrase-en "loan" --phrase-en "how much borrow" --phrase-en "debt"
relation borrowed-from --phrase-en "lend" --phrase-en "lent money" --phrase-en "lender" --phrase-en "bank" --phrase-en "borrow from" \
    --inverse-label-en "lent to" --inverse-kind organization --inverse-phrase-en "lend to" --inverse-phrase-en "borrower"
relation collected --phrase-en "collect" --phrase-en "raise" --phrase-en "gather"
relation founded-in --phrase-en "founded" --phrase-en "year of foundation" --phrase-en "set up"
relation founded-by --phrase-en "found" --phrase-en "founder" --phrase-en "start" \
    --inverse-label-en "founder of" --inverse-kind organization --inverse-phrase-en "found" --inverse-phrase-en "founded"
relation last-captain --phrase-en "captain" --phrase-en "last captain" --phrase-en "captained"
relation was-told --phrase-en "told for thirty years" --phrase-en "told"
relation extra-cost --phrase-en "cost more" --phrase-en "more expensive" --phrase-en "over budget" --phrase-en "overrun"
relation mayor --phrase-en "mayor" --phrase-en "head of the town" \
    --inverse-label-en "mayor of" --inverse-kind place --inverse-phrase-en "mayor of"
relation will-rise --phrase-en "rise" --phrase-en "go up" --phrase-en "increase"
relation told-the-council --phrase-en "tell the council" --phrase-en "say about households" --phrase-en "say to the council"
relation hospital --phrase-en "have a hospital" --phrase-en "hospital"
relation doctor --phrase-en "doctor" --phrase-en "physician" --inverse-label-en "doctor on" --inverse-kind place --inverse-phrase-en "doctor"
relation leaves-the-island --phrase-en "leave" --phrase-en "leave the island" --phrase-en "go home"
relation flown-out-by --phrase-en "fly out" --phrase-en "flown" --phrase-en "transported" --phrase-en "taken out"
relation number-of-flights --phrase-en "how many flights" --phrase-en "flights" --phrase-en "fly"
relation hopes --phrase-en "hope" --phrase-en "hope for"
relation fears --phrase-en "fear" --phrase-en "afraid" --phrase-en "worry"
relation warns --phrase-en "warn" --phrase-en "warn of" --phrase-en "warning"
relation sails-with-dimmed-lamps --phrase-en "dimmed lamps" --phrase-en "dim" --phrase-en "lamps" --phrase-en "dim its lights"
relation reason-for-the-dimmed-lamps --phrase-en "why dimmed lamps" --phrase-en "why dim" --phrase-en "reason dimmed" --phrase-en "dim its lights"
relation number-of-employees --phrase-en "employ" --phrase-en "staff" --phrase-en "employees" --phrase-en "people work"
relation director --phrase-en "director" --phrase-en "head" --phrase-en "boss" --phrase-en "lead" \
    --inverse-label-en "director of" --inverse-kind organization --inverse-phrase-en "direct" --inverse-phrase-en "lead"
relation started-as --phrase-en "start" --phrase-en "first job" --phrase-en "begin" --phrase-en "start career"
relation on-the-bridge --phrase-en "bridge" --phrase-en "steer" --phrase-en "command"
relation price-for-adults --phrase-en "adult" --phrase-en "cost for adults" --phrase-en "adult fare" --phrase-en "grown-ups"
relation price-for-children --phrase-en "child" --phrase-en "cost for children" --phrase-en "child fare" --phrase-en "kids"
relation kept-by --phrase-en "run" --phrase-en "keep" --phrase-en "owner" --phrase-en "manage" --phrase-en "own" \
    --inverse-label-en "what they keep" --inverse-kind organization --inverse-phrase-en "run" --inverse-phrase-en "hotel"
relation travel --phrase-en "pay" --phrase-en "travel" --phrase-en "fare"
relation sailings-a-night --phrase-en "how often sail" --phrase-en "how many times" --phrase-en "how many sailings" --phrase-en "how often"
relation sails-at --phrase-en "sail" --phrase-en "leave" --phrase-en "depart" --phrase-en "what time" --phrase-en "timetable"
relation stays-in-port-in-storms --phrase-en "why stay in port" --phrase-en "not sail in storms" --phrase-en "storms" --phrase-en "stay in port"
relation depth --phrase-en "how deep" --phrase-en "deep"
relation passengers-aimed-at-in-the-first-year --phrase-en "aim" --phrase-en "passengers in the first year" --phrase-en "goal" --phrase-en "target"
relation may-follow-in --phrase-en "follow" --phrase-en "come" --phrase-en "when"
relation visited-by --phrase-en "visit" --phrase-en "visitor" --inverse-label-en "visits" --inverse-kind thing --inverse-phrase-en "visit"
relation ring --phrase-en "ring" --phrase-en "bells ring" --phrase-en "toll"

factcli base info "$base"

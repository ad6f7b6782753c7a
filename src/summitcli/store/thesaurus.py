"""Words that people use for each other, so that search finds them alike. A line is a group, commas part its members.

No list can name everything: these are the spellings and synonyms that dictionaries give for the words of diplomacy.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

SPELLINGS = """
aleksandr, alexander, alexandr
aleksei, aleksey, alexei, alexey
anatoli, anatoliy, anatoly
andrei, andrej, andrey
armistice, armistice day
ceasefire, cease fire
center, centre
chernobyl, chornobyl
coronavirus, corona virus, covid, covid 19
cybersecurity, cyber security
cyberattack, cyber attack
czech republic, czechia
da nang, danang
defence, defense
dimitri, dmitri, dmitriy, dmitry
dnepr, dnieper, dnipro
donbas, donbass
eltsin, yeltsin
g20, g 20
g7, g 7
g8, g 8
face to face, one on one, tete a tete
kharkiv, kharkov
khashoggi, kashoggi
kiev, kyiv
kim jong un, kim jongun
kiril, kirill
labor, labour
lugansk, luhansk
lukashenka, lukashenko
lviv, lvov
maria, mariya
nikolai, nikolay
nonproliferation, non proliferation
odesa, odessa
organisation, organization
program, programme
reelected, re elected
reelection, re election
saint petersburg, st petersburg
serguei, sergei, sergey
teheran, tehran
three, 3
four, 4
five, 5
six, 6
seven, 7
eight, 8
nine, 9
ten, 10
twelve, 12
twenty, 20
u2, u 2
iouri, yuri, yuriy, yury
zelenskiy, zelensky, zelenskyy
"""
FORMS = """
bad, worse, worst
become, became
begin, began, begun
break, broke, broken
bring, brought
build, built
buy, bought
choose, chose, chosen
close, closer, closest
come, came
deal, dealt
draw, drew, drawn
drink, drank, drunk
drive, drove, driven
early, earlier, earliest
eat, ate, eaten
fall, fell, fallen
feel, felt
fight, fought
find, found
fly, flew, flown
forget, forgot, forgotten
freeze, froze, frozen
give, gave, given
go, went, gone
good, better, best
grow, grew, grown
hear, heard
hide, hid, hidden
high, higher, highest
hold, held
keep, kept
know, knew, known
large, larger, largest
lay, laid
lead, led
leave, left
lend, lent
lie, lied
lose, lost
low, lower, lowest
mean, meant
meet, met
misspeak, misspoke, misspoken
near, nearer, nearest
pay, paid
ride, rode, ridden
ring, rang, rung
rise, rose, risen
run, ran
say, said
see, saw, seen
seek, sought
sell, sold
send, sent
shake, shook, shaken
shoot, shot
show, shown
sink, sank, sunk
sit, sat
speak, spoke, spoken
spend, spent
stand, stood
steal, stole, stolen
strike, struck
strong, stronger, strongest
swear, swore, sworn
take, took, taken
tell, told
think, thought
throw, threw, thrown
understand, understood
wear, wore, worn
win, won
withdraw, withdrew, withdrawn
write, wrote, written
agree, agreement
appear, appearance
arrive, arrival
deny, denial
depart, departure
know, knowledge
propose, proposal
refuse, refusal
respond, response
succeed, success
survive, survival
try, trial
"""
SYNONYMS = """
abandon, drop, give up, scrap, shelve
accept, accepted, believe, believed, agree with, take his word
accord, agreement, deal, pact, treaty, understanding
accuse, allege, blame, charge, claim
adviser, aide, advisor
agree, agreed, agreement, consent
aid, assistance, help, support
aircraft, airplane, airliner, jet, plane
airfield, air base, airbase, airport
allege, claim, say
alone, in private, privately, only interpreters, one on one, tete a tete
ambassador, envoy, diplomat
angry, furious, annoyed, unhappy
anniversary, commemoration
announce, declare, reveal
answer, reply, respond, response
apologise, apologize, apology, regret, sorry
approve, endorse, back, support
army, military, forces, troops, soldiers
arrest, detain, detained, seize, jail
ask, request, requested
assassinate, murder, kill
atomic, nuclear
attack, raid, strike, bombing, assault
attend, attended, participate, present, took part
ball, football, soccer ball
ban, prohibit, forbid, prohibition
bargain, negotiate, haggle
before, prior
begin, commence, open, start
birthday, born
bomb, bombing, explosion, blast
bomb, weapon
bombers, aircraft, warplanes
boat, ship, vessel, vessels
book, memoir, memoirs
border, borders, frontier
brief, briefly, short
british, britain, uk
business, commerce, trade
button, pin, badge
call off, called off, cancel, cancelled, canceled, cancellation, drop, dropped
call, phone, phone call, ring, rang, telephone, telephoned
car, limousine, limo, vehicle
carry out, fulfil, implement
ceasefire, truce, armistice
chat, conversation, talk, word
chief, head, leader
children, kids
civilian, civilians
collapse, fail, failed, failure, break down, broke up, fall through, fell through
collusion, collude, conspire
come back, return, returned
commitment, pledge, promise, promised, vow, vowed
compliment, praise, praised
condemn, condemned, denounce
condolence, condolences, sympathy
conference, summit
confirm, confirmed, verify
conflict, war
congratulate, congratulations, congratulated
conversation, discussion, talk, talks
correspondent, journalist, reporter, reporters, journalists
crash, accident, disaster
criticise, criticize, criticism, slam, slammed, attack
cut, reduce, reduction, reductions, cuts
cyber, hacking, hack, hackers
date, day
deadlock, impasse, stalemate
declaration, statement, communique
delay, postpone, postponed, postponement, put off
deny, denied, denial
deploy, deployment, station
detente, thaw, relaxation
diary, journal
dine, dinner, supper, lunch, meal, banquet
disagree, disagreement, differ, dispute, disputed, quarrel, row, argue
disarmament, arms control, arms reduction
discuss, discussed, talk about, talked about, raise, raised, bring up
dispute, differ, disagree
document, paper, text
drone, drones, unmanned
duration, length, long
earthquake, quake
elected, election, vote, voted
embargo, sanctions
embassy, mission
end, ended, finish, finished, stop, over
enlargement, expansion
escalate, escalation
espionage, spy, spying, spies
europeans, european leaders, allies
evidence, proof
exchange, swap, trade
exercise, exercises, manoeuvres, drills
expel, expelled, expulsion, kicked out
extend, extension, prolong, prolongation, renew, renewal
fake, false, hoax, made up, untrue
family, relatives
fire, fires, wildfire, wildfires, blaze
flag, flags
flexibility, flexible
flight, fly, flew, flown
football, soccer
foreign minister, secretary of state
free, release, released, set free
friend, friends, friendship
frozen, blocked, seized
funeral, burial
gas, lng, natural gas
gift, present, gave, given
glass, toast
greeting, greetings, pleasantries
guarantee, guarantees, assurance, assurances
handover, hand over, transfer, turn over
handshake, shook hands, shake hands
happy, glad, pleased
health, illness, ill
host, hosted
hostage, prisoner, detainee, captive
hot mic, hot microphone, open microphone, open mic
house arrest, detention
human rights, freedoms
humanitarian, relief
ice hockey, hockey
idea, proposal, suggestion
illegal, unlawful
immigration, emigration, migration
imprison, jail, prison
indict, indicted, indictment, charged
influence, interfere, interference, meddle, meddling, tamper
informal, pull aside, unscheduled
inquiry, investigation, probe
inspect, inspection, verify, verification
interpreter, interpreters, interpret, translator, translate, translated, translation
interrogate, interrogation, question, questioned, questioning
intelligence, spy
invade, invasion, occupation, occupied
invite, invited, invitation
islamic state, isis, isil, daesh
jail, prison
jointly, together, joint
joke, joked, jest, fun
kid, joke
killed, dead, death, died
lab, laboratory
land, territory, territorial, territories
language, english
late, delayed, delay
latest, last, most recent
laugh, laughed, smile, smiled
leak, leaked, disclose, disclosed
leave, left, withdraw, withdrawal, pull out, quit, depart
letter, message, note
liar, lie, lied, lies
lift, ease, easing
loan, credit, credits
location, place, site, venue
lunch, working lunch
mass destruction, wmd
mediate, mediator, mediation
medical equipment, ventilator, ventilators, respirator, respirators, breathing machines
meeting, meet, met, encounter, talks
memo, memorandum
merchant, sale, sell, sold
military aid, weapons, arms
minister, secretary
missile defence, missile shield, anti missile, abm
missile, rocket, rockets
misspeak, misspoke, misspoken, meant to say
mock, mocked, ridicule
money, dollars, billion, million, funds
murder, kill, killed, poisoning
murderer, killer
navy, naval, ships, vessels, fleet
near, close
neutral, neutrality
news conference, press conference, presser
newspaper, paper, press
nickname, called
note, notes, record, notetaker, note taker
nuclear arms, nuclear weapons, nukes, nuke, warheads, atomic weapons
nuclear plant, reactor, power plant
oil, crude, petroleum
old age, age
opponent, opposition
order, ordered, command
outcome, result, results
parade, parades
partner, partnership
pause, halt, suspend, hold fire
peace talks, negotiations
peacekeepers, peacekeeping, peace force
pipeline, pipelines
plane crash, air crash
poison, poisoned, poisoning, nerve agent
pontiff, pope
porch, terrace
poll, vote
postwar, post war
precondition, condition, conditions
presidency, president, office
prisoner swap, prisoner exchange, exchange of prisoners
protest, protests, unrest, riots, demonstrations
provoke, provocation
public, publicly, openly
quarrel, dispute, argument
quick, short, brief
quote, quotation
ranch, farm
ratify, ratified, ratification
reason, because
recognise, recognize, recognition
record, transcript
recording, tape
referendum, vote, plebiscite
refugee, refugees, displaced
refuel, refuelled, refueled
reject, rejected, refuse, refused, decline, declined, turn down, turned down
relationship, relations, ties
remark, remarks, comment, words
residence, home, house, villa, dacha
restore, restored, reinstate
retaliate, retaliation, respond, revenge, vengeance
rich, wealth
ruling, judgment
safe zone, safe zones, de escalation
salt, strategic arms limitation
sdi, star wars, strategic defense initiative
seamen, sailors, crew
secret, secretly, undisclosed, confidential
seize, capture, captured
senator, senators, senate
send, sent, deliver, delivered
shell, bomb, bombard
shoot down, shot down, downed
side by side, together
set foot, visit, visited
sign, signed, signature, signing
size, number
sit, sat, seated, seating, seat
smile, grin
snub, rebuff
sole, only, single
soul, spirit
spacecraft, spaceship, rocket
spat, row, quarrel
speak, spoke, spoken, talk, talked
spouse, wife, first lady, husband
stall, stalled
statement, declaration
storm, gale, rough sea, winds
stroll, walk, walked
submarine, sub
subpoena, summon, summons
suspect, suspects
talk, talked, spoke, speak
tariff, tariffs, duties
tanks, troops, invasion
telegram, cable
territory swap, land swap, exchange of territory, territorial exchange
terror, terrorism, terrorist, terrorists
terms, conditions
threat, threaten, threatened
three way, trilateral, three sided, all three
threesome, trilateral
tip, tip off, warning, information
toast, toasts
topic, subject, issue
torpedo, sink
town, city, village
transcript, record, minutes
trip, visit, journey, tour, travel
trust, confidence
trade, commerce, economy
unification, reunification, unify
unit, group, working group, team
unite, united
united nations, un
ussr, soviet union, soviet
verify, verification, trust but verify
veto, block
victory day, v e day, ve day
video link, videoconference, video conference
visa, visas
walk out, walked out, storm out, left early
warn, warned, warning
weapons, arms, weaponry
white house, oval office
witch hunt, investigation
withdrawal, pullout, pull out, pull back
world war ii, second world war, world war two, ww2, wwii
yacht, boat
"""


SPELLING, FORM, SYNONYM = 1.0, 0.9, 0.6
"""What another spelling, another form and a synonym are worth, where the word itself is worth 1."""
LISTS = ((SPELLINGS, SPELLING), (FORMS, FORM), (SYNONYMS, SYNONYM))
Pair = tuple[str, str, float]
"""What can be typed, as stems; what is found by it; what that is worth."""


def words() -> set[str]:
    """Every word of the lists."""
    return {word for text, _ in LISTS for group in _groups(text) for member in group for word in member.split()}


def pairs(stem_of: Mapping[str, str], known: Container[str]) -> Iterator[Pair]:
    """What can be typed with what is found by it in a record with these stems, the closest first."""
    for text, worth in LISTS:
        for group in _groups(text):
            there = [member for member in group if all(stem_of[word] in known for word in member.split())]
            for member in group:
                key = " ".join(stem_of[word] for word in member.split())
                yield from ((key, other, worth) for other in there if other != member)


def _groups(text: str) -> Iterator[list[str]]:
    for line in text.strip().splitlines():
        yield [member.strip() for member in line.split(",")]

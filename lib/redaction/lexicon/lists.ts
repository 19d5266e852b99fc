/** Written here, by hand: comma or newline between entries. */

export const COUNTRIES = `
afghanistan, albania, algeria, andorra, angola, argentina, armenia, australia, austria, azerbaijan, bahamas, the bahamas, bahrain
bangladesh, barbados, belarus, belgium, belize, benin, bhutan, bolivia, bosnia, bosnia and herzegovina, botswana, brazil, brunei
bulgaria, burkina faso, burundi, cambodia, cameroon, canada, cape verde, cabo verde, central african republic, chad, chile, china
colombia, comoros, congo, republic of the congo, democratic republic of the congo, costa rica, ivory coast, croatia, cuba, cyprus
czech republic, czechia, denmark, djibouti, dominica, dominican republic, east timor, ecuador, egypt, el salvador, england
equatorial guinea, eritrea, estonia, eswatini, ethiopia, fiji, finland, france, gabon, gambia, the gambia, georgia, germany, ghana
great britain, greece, greenland, grenada, guatemala, guinea, guinea-bissau, guyana, haiti, honduras, hong kong, hungary, iceland
india, indonesia, iran, iraq, ireland, republic of ireland, northern ireland, israel, italy, jamaica, japan, jordan, kazakhstan
kenya, kiribati, kosovo, kuwait, kyrgyzstan, laos, latvia, lebanon, lesotho, liberia, libya, liechtenstein, lithuania, luxembourg
macau, macedonia, north macedonia, republic of macedonia, madagascar, malawi, malaysia, maldives, mali, malta, marshall islands
mauritania, mauritius, mexico, micronesia, moldova, monaco, mongolia, montenegro, morocco, mozambique, myanmar, burma, namibia
nauru, nepal, netherlands, the netherlands, kingdom of the netherlands, holland, new zealand, nicaragua, niger, nigeria, north korea
norway, oman, pakistan, palau, palestine, panama, papua new guinea, paraguay, peru, philippines, poland, portugal, puerto rico
qatar, romania, russia, russian federation, rwanda, saint kitts and nevis, saint lucia, saint vincent and the grenadines, samoa
san marino, sao tome and principe, saudi arabia, scotland, senegal, serbia, seychelles, sierra leone, singapore, slovakia
slovenia, solomon islands, somalia, south africa, south korea, south sudan, spain, sri lanka, sudan, suriname, swaziland, sweden
switzerland, syria, taiwan, tajikistan, tanzania, thailand, togo, tonga, trinidad and tobago, trinidad, tunisia, turkey
turkmenistan, tuvalu, uganda, ukraine, united arab emirates, united kingdom, united states, united states of america, uruguay, usa
uzbekistan, vanuatu, vatican city, venezuela, vietnam, wales, yemen, zambia, zimbabwe, europe, asia, africa, south america
north america, latin america, antigua and barbuda, american samoa, people's republic of china
new york, new york city, los angeles, san francisco, san diego, san jose, san antonio, las vegas, new orleans, salt lake city
kansas city, st. louis, saint louis, washington dc, washington d.c., chicago, houston, boston, seattle, denver, dallas, miami
atlanta, philadelphia, phoenix, detroit, minneapolis, tampa, orlando, austin, portland, nashville, baltimore, milwaukee, cleveland
pittsburgh, cincinnati, brooklyn, manhattan, queens, bronx, hollywood, silicon valley, bay area, palo alto, mountain view
london, manchester, birmingham, liverpool, leeds, glasgow, edinburgh, cardiff, belfast, bristol, sheffield, newcastle, oxford
cambridge, dublin, cork, paris, lyon, marseille, nice, bordeaux, toulouse, berlin, munich, hamburg, frankfurt, cologne, stuttgart
dusseldorf, vienna, zurich, geneva, basel, bern, amsterdam, rotterdam, the hague, den haag, utrecht, brussels, antwerp, ghent
rome, milan, naples, turin, florence, venice, madrid, barcelona, valencia, seville, lisbon, porto, athens, istanbul, ankara
moscow, saint petersburg, kiev, kyiv, warsaw, krakow, prague, budapest, bucharest, sofia, belgrade, zagreb, ljubljana, bratislava
copenhagen, stockholm, oslo, helsinki, reykjavik, tallinn, riga, vilnius, tokyo, osaka, kyoto, beijing, shanghai, shenzhen
guangzhou, seoul, taipei, bangkok, jakarta, manila, hanoi, kuala lumpur, mumbai, delhi, new delhi, bangalore, bengaluru, chennai
hyderabad, kolkata, pune, karachi, lahore, dhaka, dubai, abu dhabi, doha, riyadh, tehran, baghdad, jerusalem, tel aviv, cairo
lagos, nairobi, johannesburg, cape town, casablanca, sydney, melbourne, brisbane, perth, auckland, wellington, toronto, montreal
vancouver, calgary, ottawa, mexico city, bogota, lima, santiago, buenos aires, rio de janeiro, sao paulo, havana, caracas
alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida, hawaii, idaho, illinois, indiana, iowa
kansas, kentucky, louisiana, maine, maryland, massachusetts, michigan, minnesota, mississippi, missouri, montana, nebraska, nevada
new hampshire, new jersey, new mexico, north carolina, north dakota, ohio, oklahoma, oregon, pennsylvania, rhode island
south carolina, south dakota, tennessee, texas, utah, vermont, virginia, west virginia, wisconsin, wyoming, ontario, quebec
british columbia, alberta, manitoba, nova scotia, bavaria, catalonia, andalusia, tuscany, sicily, normandy, yorkshire, cornwall`;

export const GIVEN = `
liam, noah, oliver, elijah, mateo, lucas, levi, ezra, luca, asher, leo, theo, ethan, aiden, jayden, mason, logan, owen, wyatt
dylan, caleb, isaac, nathan, aaron, adrian, brayden, connor, cameron, evan, gavin, hunter, ian, jaxon, jordan, kevin, kyle, zach
mike, dave, steve, bob, rob, jim, joe, tom, tim, dan, matt, nick, chris, alex, ben, sam, max, josh, jake, ryan, sean, brian, eric
greg, jeff, jason, justin, mark, paul, peter, phil, rick, ron, scott, ted, tony, wayne, will, bill, ed, fred, gary, ken, larry
olivia, emma, amelia, sophia, mia, isabella, ava, evelyn, luna, harper, chloe, zoe, ella, lily, nora, hannah, abigail, emily
kate, katie, liz, beth, meg, jess, jen, jenny, becky, sue, ann, anna, annie, amy, jill, judy, kim, lisa, lori, mary, maria, nancy
priya, ananya, aarav, rahul, rohit, sanjay, vijay, deepak, anjali, neha, pooja, arjun, wei, ming, xiao, jing, yuki, haruto
sakura, hiro, kenji, akira, mohammed, muhammad, ahmed, ali, omar, hassan, fatima, aisha, layla, yusuf, ibrahim, kwame, chidi
ngozi, amara, olu, juan, jose, carlos, luis, miguel, jorge, pedro, diego, sofia, lucia, elena, carmen, pablo, javier, alejandro
pierre, jean, michel, francois, claire, camille, hans, klaus, jurgen, wolfgang, heike, sven, lars, bjorn, ingrid, astrid
giovanni, marco, giulia, francesca, ivan, dmitri, sergei, natasha, olga, svetlana, andrei, piotr, tomasz, agnieszka`;

/**
 * Names and jargon of computing that an English dictionary lacks or that also look like names. Never a person. Labels of a person's numbers (DOB, SSN)
 * are not among them: the model would take the name beside one for no name.
 */
export const TECH = `
cdk, ssm, sns, sqs, sts, kms, arn, arns, esm, abi, iana, ascii, cls, sdk, sdks, cli, jwt, jwts, tls, ssl, ssh, vpn, wlan, lan, wan
nas, vm, vms, pw, pwd, puk, sim, esim, otp, totp, mfa, sso, saml, oauth, oidc, ldap, dhcp, dns, smtp, imap, ftp, sftp, tcp, udp, ip, url
urls, uri, uris, uuid, uuids, guid, pdf, png, jpeg, webp, xlsx, pptx, utf, unicode, regex, regexes, regexp, json5, jsonl, ndjson
toml, yaml, xml, xsd, wsdl, soap, rpc, protobuf, avro, parquet, mixin, mixins, addon, addons, lexer, lexers, parser, parsers
tokenizers, stringify, rollup, punycode, proto, polyfill, polyfills, transpile, transpiler, minify, minified, minifier, bundler
bundlers, treeshaking, shim, shims, subclass, subclasses, superclass, namespace, namespaces, typedef, typedefs, enums, bigint
bigints, int32, int64, uint8, float32, float64, nan, nullable, iterable, iterables, iterator, iterators, getter, getters, setter
setters, mutex, semaphore, coroutine, coroutines, goroutine, goroutines, daemon, daemons, cron, crontab, systemd, journald
logrotate, sudo, sudoers, chmod, chown, rsync, stdin, stdout, stderr, tty, pty, localhost, loopback, subnet, subnets, cidr, nat
vpc, vpcs, igw, elb, alb, nlb, rds, efs, fsx, sagemaker, redshift, glue, kinesis, firehose, eventbridge, fargate, lightsail
gamelift, appsync, codebuild, codepipeline, cloudhsm, macie, guardduty, quicksight, datazone, opensearch, kubectl, kubelet
kubeconfig, minikube, configmap, configmaps, daemonset, statefulset, ingress, egress, sidecar, sidecars, istio, envoy, linkerd
etcd, dedupe, deduped, dedup, lockfile, lockfiles, tarball, tarballs, symlink, symlinks, gitignore, gitattributes, submodule
submodules, worktree, changeset, lodash, underscore, jquery, rxjs, redux, zustand, axios, webpack, vite, vitest, mocha, chai, jest
playwright, puppeteer, selenium, storybook, tailwind, prisma, sequelize, typeorm, knex, mongoose, nestjs, nextjs, nuxt, svelte
sveltekit, astro, gatsby, remix, deno, bun, pnpm, yarn, npm, npx, nvm, pip, pipenv, poetry, conda, virtualenv, pytest, numpy
scipy, pandas, pytorch, tensorflow, keras, sklearn, matplotlib, jupyter, celery, gunicorn, uvicorn, maven, gradle, junit, mockito
lombok, hibernate, jdbc, jpa, servlet, tomcat, jetty, wildfly, kotlin, scala, groovy, clojure, swiftui, cocoapods, nuget, dotnet
blazor, wpf, winforms, linq, xunit, nunit, powershell, cmdlet, cmdlets, gpo, hyperv, wsl, msi, dll, dlls, exe, regedit, bios, uefi
tpm, postgres, postgresql, mysql, mariadb, sqlite, mongodb, redis, memcached, clickhouse, duckdb, snowflake, dbt, etl, elt, olap
oltp, ddl, dml, orm, upsert, kafka, rabbitmq, nats, mqtt, amqp, websocket, websockets, webrtc, sse, cdn, waf, ddos, xss, sqli
ssrf, cve, cves, siem, edr, soc2, gdpr, hipaa, pci, hashmap, bitmask, bitmap, bitmaps, checksum, checksums, sha256, hmac, aes, rsa
ecdsa, nonce, hex, base64, gzip, zstd, brotli, lz4, tar, zip, iso, usb, hdmi, ssd, ssds, hdd, nvme, ram, rom, gpu, gpus, cpu, cpus
raid, led, lcd, qr, nfc, rfid, bluetooth, wifi, hotspot, ethernet, dvi, vga, crm, erp, kpi, kpis, okr, okrs, sla, slas, roi, faq
faqs, hr, csv, tsv, ocr, rpa, saas, paas, iaas, b2b, b2c, seo, cms, lms, wysiwyg, ui, ux, gui, readme, todo, todos, wip, lgtm, rfc
rfcs, eol, lts, mvp, poc, qa, uat, ci, cd, cicd, pr, prs, diff, diffs, rollback, rollbacks, failover, uptime, iban, bic, sepa
swift, vat, covid, isbn, ean, sku, skus, upc, hs, awb, eta, etd, cmr, pod
hotfix, hotfixes, rebase, rebased, rebasing, linter, linters, webhook, webhooks, changelog, segfault, segfaults, dropdown, dropdowns, tokenizer
monorepo, refactor, refactored, refactoring, backport, backported, cronjob, cronjobs, autocomplete, autofill, typecheck, typechecks, standup
ajax, airflow, app, apps, algolia, alpine, amplify, android, angular, ansible, anthropic, apache, api, apis, apk, apollo, argo, arduino, arm
async, athena, auth, auth0, autocomplete, autosave, avif, aws, azure, babel, backend, backlog, bash, bazel, bigquery, bitbucket
bluetooth, boolean, bootstrap, bugfix, calendly, cassandra, changelog, chatgpt, chromium, chrome, circleci, cli, clojure, cloudflare, cloudformation
cloudfront, cloudtrail, cloudwatch, cmake, codebase, codec, cognito, config, confluence, copilot, cors, cpu, cron, crud, csrf, css, csv, ctrl
cypress, dart, dashboard, dashboards, databricks, datadog, dataset, datasets, datetime, debian, debug, denodo, devops, devtools, django, dns
docker, dockerfile, docs, docx, dom, dropbox, dropdown, dynamodb, ebs, ec2, ecs, edge, elasticsearch, electron, elixir, emacs, emoji
endpoint, endpoints, enum, env, erlang, esbuild, eslint, ethernet, excel, express, fargate, fastapi, favicon, fedora, figma, filename
firebase, firefox, firewall, firmware, flask, flutter, fortran, freebsd, frontend, fullscreen, gcp, gif, git, github, gitlab, gmail, gnome
golang, google, gpu, gradle, grafana, graphql, grep, grpc, gui, gzip, hadoop, haskell, hbase, heroku, hostname, hotkey, hotmail
html, http, https, hubspot, iam, icloud, ide, iframe, inbox, ini, init, instagram, intellij, ios, ipad, iphone, ipynb, ipv4, ipv6, istio
itunes, java, javascript, jenkins, jetbrains, jira, jpeg, jpg, jquery, json, jsx, junit, jupyter, jwt, kafka, kde, keras, kernel
keycloak, keynote, kibana, kinesis, kotlin, kubectl, kubernetes, lambda, lan, laravel, latex, launchpad, ldap, libreoffice, linkedin
lint, linter, linux, localhost, localstack, login, logout, logstash, lua, mac, macbook, macos, mailchimp, makefile, markdown, mariadb, maven, memcached
mercurial, metadata, metamask, middleware, minio, mkdir, mockito, mongo, mongodb, mp3, mp4, mqtt, multiselect, mutex, mysql, namespace, nano, natgateway
neo4j, netflix, netlify, nextjs, nginx, node, nodejs, noscript, notepad, notion, npm, nuget, null, numpy, nuxt, oauth, okta, onboarding
onedrive, onenote, opencl, opengl, opensearch, openshift, openssl, oracle, outlook, pagerduty, pandas, param, params, parquet, paypal, pdf
perl, php, pinterest, pip, plaintext, plugin, plugins, png, popup, postgres, postgresql, postman, powerpoint, powershell, preact, prettier, prisma, prometheus
pytest, python, pytorch, qt, rabbitmq, rds, readme, recaptcha, redis, redshift, redux, refactor, regex, repo, repos, rest, roadmap, rollout
route53, rspec, rss, rtf, ruby, rust, rustc, safari, salesforce, sandbox, sass, scala, schema, scikit, screenshot, screenshots, scrollbar, sdk, selenium
sentry, servlet, sharepoint, shopify, sidebar, sidekiq, signup, skype, slack, slackbot, slideshow, snowflake, solr, spark, splunk, spotify, spreadsheet
sql, sqlite, sqs, sns, ssh, ssl, ssr, startup, stdin, stdout, stderr, storybook, stripe, stylesheet, sublime, subnet, sudo, svelte, svg
swagger, swift, swiftui, symfony, syslog, systemd, tableau, tailwind, tcp, teams, telegram, tensorflow, terraform, tiktok, timestamp
tls, todo, toggl, tomcat, toolbar, tooltip, trello, tsx, twilio, twitch, twitter, typeahead, typescript, ubuntu, udp, ui, unicode, unix, unsubscribe
upsert, uri, url, usb, utf, uuid, ux, vagrant, vercel, vim, virtualbox, vite, vitest, vmware, vpc, vpn, vscode, vue, wasm, webassembly, webex
webhook, webhooks, webkit, webpack, websocket, whatsapp, whitelist, wifi, wiki, wikipedia, windows, wireshark, woff, word, wordpress, workday, workflow
workflows, workspace, workspaces, xcode, xhtml, xls, xlsx, xml, yaml, yarn, youtube, zendesk, zigbee, zip, zoom, zsh, zshrc, bashrc, rubocop, gemfile
asana, linear, miro, canva, quickbooks, photoshop, illustrator, indesign, acrobat, lightroom, premiere, adobe, microsoft, apple, amazon, facebook
finder, spotlight, siri, cortana, alexa, bing, duckduckgo, yahoo, reddit, tumblr, snapchat, discord, signal, viber, zapier, airtable, evernote
onenote, thunderbird, opera, brave, vivaldi, konsole, iterm, iterm2, tmux, htop, vlc, gimp, inkscape, blender, unity, unreal, steam, epic
npmrc, gitignore, dotenv, tsconfig, webapp, hackathon, agile, scrum, kanban, sprint, sprints, retro, standup, kpi, okr, okrs, saas, paas
faq, faqs, ok, id, ids, pin, sms, gps, nfc, qr, vat, erp, crm, hr, ceo, cto, cfo, coo, vp, pto, ooo, eta, asap, fyi, eod, tbd, tba, rsvp, diy, rfc, rfp, nda, sow, gdpr, hipaa, soc, pci, iso
lorem, ipsum, dolor, amet, consectetur, adipiscing, elit, mypy, pylint, oauth2, webgl, webrtc, mutex, semaphore, stacktrace, backtrace, hexdump, gdb, lldb, clang, gcc, llvm
kotlinx, junit5, testng, mocha, jasmine, karma, jest, chai, sinon, enzyme, puppeteer, playwright, appium, gatling, jmeter, locust, postfix, dovecot, bind, haproxy, traefik, envoy, consul, nomad, vault, packer
blob, checkbox, checkboxes, textarea, textbox, dropdowns, navbar, breadcrumb, breadcrumbs, tooltip, tooltips, datepicker, timepicker, listbox, combobox, treeview, gridview, statusbar, menubar, popover, lightbox, accordion
undo, redo, unpin, unmute, unfollow, unarchive, reauthenticate, deduplicate, upvote, downvote, retweet, rebase, cherrypick, unstage, unstaged, autofill, autocorrect, autoplay, autosize, autofit, autosum, subtask, subtasks, timezone, timezones, timeline
arial, calibri, helvetica, neue, verdana, cambria, roboto, consolas, menlo, garamond, tahoma, segoe, futura, lato, montserrat, poppins, raleway, merriweather, inconsolata, courier, palatino, bodoni, didot, optima, gotham, noto, oswald, nunito, rubik, karla, candara, corbel, constantia, wingdings, webdings, comic, papyrus, baskerville
macie, guardduty, fargate, eks, elasticache, quicksight, sagemaker, appsync, amplify, lightsail, codebuild, codepipeline, codecommit, codedeploy, kms, acm, waf, efs, fsx, msk, emr, mwaa, appflow, textract, rekognition, comprehend, polly, lex, neptune, timestream, documentdb, memorydb, appstream, transcribe, bedrock, xray, eventbridge, cognito, dataproc, dataflow, bigtable, firestore, spanner, pubsub, cosmos, synapse, entra, intune, sentinel, purview, databricks, arm, bicep
dependabot, renovate, emmet, pylance, rubocop, husky, biome, turbopack, rollup, parcel, deno, bun, pnpm, poetry, conda, anaconda, jupyterlab, colab, kaggle, hugging, langchain, llama, mistral, gemini, claude, gpt, openai, midjourney, dalle, stable, diffusion, ollama, vllm, cuda, nvidia, amd, intel, radeon, geforce, ryzen, xeon
dev, prod, stg, qa, uat, sso, saml, oidc, mfa, totp, rbac, acl, nat, dhcp, smtp, imap, pop3, ftp, sftp, vlan, lte, esim, hdmi, usb-c, ssd, hdd, nvme, raid, bios, uefi, gpt, mbr, ntfs, exfat, apfs, btrfs, zfs, lvm, kvm, qemu, vmware, hyper-v, proxmox, wsl, wsl2
gaussian, bezier, voronoi, fourier, laplace, cartesian, euclidean, boolean, markov, morph, lasso, vignette, bokeh, grayscale, greyscale, cmyk, rgb, rgba, hsl, hsv, hex, opacity, kerning, leading, glyph, glyphs, ligature, ligatures, serif, sans, monospace, italic, strikethrough, subscript, superscript, hyperlink, hyperlinks
featured, unread, unassigned, favorites, favourites, wishlist, checkout, login, logins, signin, signout, opt-in, opt-out, pop-up, pop-ups, add-on, add-ons, addons, add-in, add-ins, plug-in, plug-ins, whitelist, allowlist, denylist, blocklist, changelogs, newsfeed, geolocation, geofence, chatbot, chatbots, ecommerce, e-commerce, freemium, paywall, backorder, backordered, dropship, upsell, cross-sell, onboarding, offboarding, timesheet, timesheets, payslip, payslips, w-2, w-4, 401k, hsa, fsa, cobra, fmla, pto
personnummer, pesel, iban, aadhaar, steuer, steuernummer, kontonummer, fiscale, codice, hetu, svnr, cpr, cpf, nif, nie, dni, passcode, passcodes, passphrase, passphrases, passkey, passkeys, username, usernames, pwd, passwd, userid, userids, keychain, keyring, authenticator, biometric, biometrics, captcha, hostname, subdomain, lifecycle, statefulset, statefulsets, daemonset, daemonsets, replicaset, replicasets, configmap, configmaps, cronjob, cronjobs, kanban, gantt, burndown, burnup, wireframe, wireframes, mockup, mockups, storyboard, moodboard, persona, personas, swimlane, swimlanes, backlogs, epics, subtask, subtasks, dropdown, carousel, stepper, toast, skeleton, modal, modals, sidebar, topbar, footer, header, hero
pc, pcs, hdr, sdr, crlf, lf, utf-8, obs, xmind, mozilla, pycharm, webstorm, intellij, realtek, dolby, infobar, huorong, wechat, wps, ime, capslock, hidpi, dpi, fps, directx, vulkan, wifi-direct, miracast, chromecast, airplay, airdrop, facetime, imessage, onenote, cortana
ctrl, alt, esc, pgup, pgdn, capslock, numlock, prtsc, fn, cmd, del, ins`;

export const COMPANIES = `
accenture, adidas, airbnb, airbus, allianz, american express, at&t, bank of america, barclays, basf, bayer, bbc, bloomberg, bmw, boeing
bosch, boston consulting group, bp, capital one, carrefour, chevron, cisco, citibank, citigroup, cnn, coca-cola, comcast, costco
credit suisse, daimler, danone, dell, deloitte, deutsche bank, dhl, disney, ebay, equifax, ericsson, ernst & young, experian, exxon
exxonmobil, fedex, fidelity, fiat, ford, gartner, general electric, general motors, glaxosmithkline, goldman sachs, heineken
hewlett packard, hilton, honda, honeywell, hsbc, huawei, hyundai, ibm, ikea, infosys, ing, intel, johnson & johnson, jpmorgan
jp morgan, kpmg, kraft, lego, lenovo, lg, lockheed martin, loreal, lufthansa, lyft, maersk, marriott, mastercard, mckinsey
mcdonald's, mcdonalds, mercedes, merck, morgan stanley, nasa, nestle, nielsen, nike, nintendo, nissan, nokia, novartis, nvidia
oliver wyman, panasonic, pepsi, pepsico, pfizer, philips, pinterest, porsche, procter & gamble, pwc, pricewaterhousecoopers
qualcomm, renault, roche, rolls-royce, ryanair, samsung, sanofi, santander, sap, shell, siemens, sony, spacex, starbucks, tata
tesla, thales, thomson reuters, toshiba, toyota, transunion, uber, ubs, unilever, ups, verizon, vodafone, volkswagen, volvo
walmart, wells fargo, wipro, xerox, yelp, zalando, fbi, cia, nato, unicef, mit, harvard, stanford, yale, princeton, ucla, nypd, nfl, nba
google, microsoft, amazon, apple, facebook, oracle, adobe, salesforce, netflix`;

/** Slang of posts and chats: never a name of its own. */
export const SLANG = `
lgtm, sgtm, wdyt, ptal, lmk, ooo, wfh, eod, eow, eta, etas, nit, nits, rsvp, lol, lmao, lmaoo, lmfao, rofl, omg, omfg, wtf, wth, brb, rn, ngl, tbh, idk, idc, idgaf, imo, imho, tho, thx, tnx, ty, tysm, pls, plz, smh, fml, ffs, jk, af
bae, yall, y'all, ya, yo, haha, hahaha, hahahaha, hehe, lolol, ugh, nah, yeah, yep, yup, nope, cuz, coz, bc, tmrw, tmr, tonite, 2nite, xoxo, bday, hbd, bestie, bff, dope
sus, fam, sis, bro, bruh, hella, kinda, sorta, dunno, gimme, lemme, abt, ppl, ur, wid, dat, dis, tha, ima, imma, finna, tryna, gotta, gonna, wanna, outta, lotta, coulda, shoulda, woulda, hafta
aint, wont, cant, dont, didnt, doesnt, isnt, wasnt, arent, werent, hasnt, havent, hadnt, wouldnt, couldnt, shouldnt, im, ive, youre, theyre, thats, whats, hes, shes, theres, heres, lets, ill, itll, youll, theyll, youve, weve, whos, hows, wheres
recs, ramen, bio, rip, tfw, mfw, irl, dm, dms, rt, mt, ff, tbt, ootd, nsfw, tldr, afaik, iirc, ikr, istg, otw, omw, wyd, hmu, gtg, g2g, ttyl, btw, fyi, asap, vibes, vibe, vibing, selfie, meme, memes, insta, convo, probs, obvi, totes, legit, lowkey, highkey, srsly
goin, doin, nothin, somethin, everythin, talkin, comin, lookin, gettin, makin, sayin, tryin, workin, feelin, livin, lovin, runnin, playin, bein, havin, watchin, waitin, thinkin, fuckin, freakin, mornin, evenin, aight, alright, okay, okie, kk, mhm, hmm, umm, uhh, aww, aw, ew, eww, meh, welp, yikes, oof, yay, woo, woohoo, woop, whoa, damn, dang, darn, dude, dudes, gurl, grl, boi, bois, gf, bf, kiddo, hubby, wifey, mum, mom, mommy, daddy, mama, papa, granny, grandpa, grandma, nana, babe, babes, hun, cutie, homie, homies, peeps, folks, hun, luv, prolly, def, defo, fave, favs, fav, faves, deets, cray, lit, yaas, yaaas, yass, slay, stan, stans, simp, cringe, noob, pwned, gg, ggwp, afk, irl, ngl, fr, frfr, ong, icymi, gn, gm, tgif, nvm, msg, msgs, txt, pic, pics, vid, vids, info, app, apps, wifi, blog, vlog, podcast, playlist, livestream, spoilers, prequel, remix, mixtape, collab, lineup, karaoke, brunch, latte, sushi, tacos, burrito, avocado, emoji, gif, gifs, unfollow, unfriend, hashtag, hashtags, trending, clickbait, binge, netflix, mashallah, inshallah, alhamdulillah, wallah, habibi, noona, oppa, unnie, senpai, sensei, chan, sama, saranghae, wylin, deadass, turnup, throwback, mcm, wcw`;

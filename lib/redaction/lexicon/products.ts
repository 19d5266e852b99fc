/** Fields of work and public offices in general, which every country has. */
const FIELDS = `machine learning, deep learning, data science, computer science, artificial intelligence, software engineering
natural language processing, computer vision, cloud computing, information security, project management, human resources
quality assurance, supply chain, customer success, customer service, business intelligence, public relations, real estate
coast guard, border force, fire brigade, fire department, police department, city council, county court, high court, supreme court
home office, foreign office, tax office, land registry, civil service, health service, social services, job centre`;

/**
 * Programs and services that everyone uses, as they appear in titles, task bars and menus: they name the open application, and
 * nobody the user works with. Written here by hand; one phrase a comma or a line. A firm by itself ("Microsoft") is none: it can
 * be a customer.
 */
export const PRODUCTS = `
google chrome, chrome web store, google drive, google docs, google sheets, google slides, google calendar, google meet, google maps
google translate, google photos, google earth, google keep, google forms, google classroom, google scholar, google cloud, google play
google analytics, google search, google workspace, android studio, microsoft edge, microsoft store, microsoft teams, microsoft word
microsoft excel, microsoft powerpoint, microsoft outlook, microsoft onenote, microsoft access, microsoft project, microsoft visio
microsoft 365, microsoft office, microsoft to do, microsoft azure, microsoft defender, microsoft account, microsoft news
microsoft paint, microsoft whiteboard, microsoft planner, microsoft loop, microsoft copilot, microsoft power bi, power bi desktop
microsoft visual studio, microsoft windows, microsoft management console, internet explorer, visual studio, visual studio code
action center, action centre, notification center, notification centre, control center, control centre, security center, mission control
ease of access center, network and sharing center, mobility center, sync center, quick settings, control panel, device manager
windows explorer, windows terminal, windows powershell, windows security, windows defender, windows update, windows media player
sticky notes, snipping tool, task manager, xbox game bar, adobe acrobat, adobe acrobat reader, adobe reader, adobe photoshop
adobe illustrator, adobe indesign, adobe lightroom, adobe premiere, adobe premiere pro, adobe after effects, adobe audition, adobe xd
adobe creative cloud, adobe bridge, adobe express, mozilla firefox, mozilla thunderbird, firefox developer edition, opera gx
libreoffice writer, libreoffice calc, libreoffice impress, libreoffice draw, libreoffice base, libreoffice math, openoffice writer
openoffice calc, openoffice impress, apache openoffice, obs studio, vlc media player, davinci resolve, final cut pro, logic pro
garage band, handbrake, audacity, gnu image manipulation program, gnome terminal, gnome files, gnome software, text editor
intellij idea, pycharm community, pycharm professional, webstorm, phpstorm, clion, goland, datagrip, sublime text, notepad++
eclipse ide, apache netbeans, oracle virtualbox, oracle vm virtualbox, vmware workstation, vmware player, docker desktop, git bash
github desktop, gitlab runner, jupyter notebook, jupyter lab, anaconda navigator, mysql workbench, sql server management studio
pgadmin, dbeaver, mongodb compass, amazon web services, aws management console, amazon prime video, amazon music, amazon kindle
apple music, apple tv, app store, itunes store, system settings, system preferences, activity monitor, disk utility
quicktime player, photo booth, time machine, zoom workplace, zoom meetings, slack desktop, whatsapp web, whatsapp desktop
telegram desktop, cisco webex, cisco packet tracer, skype for business, facebook messenger, spotify premium, youtube music
youtube studio, netflix, epic games launcher, epic games, battle.net, unity hub, unreal engine, autodesk autocad, autodesk fusion
autodesk maya, solidworks, matlab, rstudio, ibm spss statistics, tableau desktop, sap gui, sap fiori, salesforce lightning
oracle sql developer, hubspot crm, zoho crm, quickbooks online, servicenow, nvidia control panel, nvidia geforce experience
geforce experience, intel graphics command center, amd software, realtek audio console, realtek hd audio manager, dolby vision
dolby atmos, dolby audio, logitech options, hp smart, dell supportassist, lenovo vantage, norton security, mcafee total protection
avast free antivirus, kaspersky internet security, bitdefender total security, malwarebytes, ccleaner, winrar, winzip, 7-zip, total commander
filezilla, putty, winscp, teamviewer, anydesk, chrome remote desktop, remote desktop connection, wps office, tencent qq, tencent meeting
agentnet tool, ms edge, ms word, ms excel, ms office, ms teams, ms paint, red hat enterprise linux, red hat enterprise, ubuntu server
${FIELDS}`;

/** Applications' own labels, one an entry: none of them may be masked. Written by hand for this bench. */
export const LABELS: readonly string[] =
  `Save|Save As…|Open Recent|Close Window|Undo Typing|Redo|Cut|Copy|Paste Special…|Select All|Find and Replace|Go to Line
Page Setup|Print Preview|Export to PDF|Import Contacts|New Folder|New Tab|New Private Window|Reopen Closed Tab|Zoom In|Zoom Out|Actual Size
Full Screen|Show Sidebar|Hide Toolbar|Developer Tools|View Source|Bookmarks|History|Downloads|Extensions|Preferences|Settings|Sign in
Sign out|Log in with Google|Continue with Microsoft|Forgot password?|Remember me|Create account|Reset password|Change password
Password must be at least 8 characters|Two-factor authentication|Security questions|Email address|Phone number|First name|Last name
Date of birth|Street address|City|State / Province|ZIP code|Country|Card number|Expiration date|Billing address|Shipping method
Add to cart|Checkout|Place order|Order history|Track package|Return policy|Terms of Service|Privacy Policy|Cookie settings|Accept all
Inbox|Sent|Drafts|Spam|Trash|Archive|Compose|Reply All|Forward|Mark as read|Mark all as unread|Move to…|Snooze|Schedule send
Today|Yesterday|Last 7 days|This month|Week|Month|Year|Agenda|New event|All day|Repeat weekly|Join meeting|Mute microphone|Share screen
Start recording|Leave call|Raise hand|Participants|Breakout rooms|Live captions|Background blur|Pull requests|Issues|Actions|Projects
Wiki|Insights|Code review|Merge pull request|Squash and merge|Rebase and merge|Close issue|Reopen issue|Assignees|Labels|Milestone
Fork|Star|Watch|Clone repository|Copy link|Download ZIP|Branches|Tags|Commits|Releases|Packages|Environments|Deploy keys|Webhooks
Dashboard|Reports|Analytics|Campaigns|Leads|Opportunities|Accounts|Contacts|Tasks|Calendar|Forecasts|Quotes|Products|Price books
Group by|Sort ascending|Sort descending|Filter by status|Clear filters|Apply|Cancel|OK|Yes|No|Retry|Ignore|Abort|Next|Previous|Finish
Terminal|Console|Output|Problems|Debug Console|Run and Debug|Set Breakpoint|Step Over|Step Into|Toggle Word Wrap|Format Document
Go to Definition|Find All References|Rename Symbol|Quick Fix|Source Control|Stage All Changes|Commit|Push|Pull|Fetch|Sync Changes
Kubernetes clusters|Docker images|Lambda functions|S3 buckets|DynamoDB tables|CloudWatch logs|IAM roles|Security groups|Load balancers
Grafana|Prometheus|Jenkins|Terraform plan|Ansible playbook|PostgreSQL|MongoDB Atlas|Redis|Kafka topics|Elasticsearch|Node.js|TypeScript
Bold|Italic|Underline|Strikethrough|Bulleted list|Numbered list|Heading 1|Insert table|Insert image|Line spacing|Font size|Text color
Slide show|Presenter view|Transitions|Animations|Slide master|AutoSum|Pivot Table|Conditional Formatting|Freeze Panes|Data Validation
VLOOKUP|Goal Seek|Wi-Fi|Bluetooth|Airplane mode|Do Not Disturb|Battery|Display|Sound|Keyboard|Trackpad|Printers & Scanners|Date & Time
Language & Region|Accessibility|Software Update|Time Machine|About This Mac|Force Quit|Restart|Shut Down|Lock Screen|System Preferences
Ticket status|Priority: High|Assigned to me|Unassigned|Open tickets|Pending|Solved|On hold|Submit as Solved|Add internal note|Macros
Employee directory|Time off|Payroll|Benefits|Performance|Goals|Recruiting|Job openings|Candidates|Offer letter|Onboarding checklist
Submit expense report|Approve|Reject|Request changes|Pending approval|Cost center|Vendor|Purchase orders|Invoices|Payments|Tax rates
Balance sheet|Profit and loss|Cash flow|General ledger|Chart of accounts|Bank reconciliation|Loading…|No results found|Page not found
Something went wrong|Try again later|Are you sure?|Unsaved changes|3 items selected|Page 1 of 12|100%|Version 2.4.1|Last saved 5 min ago
Rose Gold|Midnight Blue|Dark Mode|Light theme|High contrast|Drag and drop files here|Browse files|Upload complete|Attach file|Insert emoji
Back|Forward|Reload this page|View site information|Bookmark this tab|Manage extensions|Clear browsing data|Site settings|Pop-ups and redirects|Camera|Microphone|Location
Notifications|Autofill|Payment methods|Addresses and more|Appearance|Search engine|Default browser|On startup|Languages|Reset settings|Relaunch|Task Manager|Page source|Inspect
Elements|Sources|Network|Memory|Application|Lighthouse|Recorder|Local Storage|Session Storage|Service Workers|Preserve log|Disable cache|No throttling|Add breakpoint|Pretty print
Explorer|Search|Source Control|Run and Debug|Extensions|Remote Explorer|Testing|Timeline|Outline|Open Editors|No Folder Opened|Clone Repository|Initialize Repository|Publish Branch
Restricted Mode|Trust Workspace & Install|Select Interpreter|Select Language Mode|Plain Text|UTF-8|LF|CRLF|Spaces: 2|Tab Size: 4|Ln 12, Col 8|Prettier|ESLint|Copilot|Live Share|Port forwarding
Toggle Terminal|New Terminal|Split Terminal|Kill Terminal|Command Palette…|Go to File…|Go to Symbol in Editor…|Peek Definition|Organize Imports|Extract to method|Change All Occurrences
Emmet: Expand Abbreviation|Developer: Reload Window|Preferences: Open User Settings|Editor: Font Size|Files: Auto Save|Git: Fetch|Merge Conflict|Accept Current Change|Accept Incoming Change
Accept Both Changes|Compare Changes|Stash|Pop Stash|Cherry-pick|Interactive Rebase|Force Push|Amend Commit|Discard Changes|Create Branch|Delete Branch|Switch Branch|View Commit|Blame
Overview|Code|Discussions|Security|Settings|General|Collaborators|Branch protection rules|Deploy keys|Secrets and variables|Runners|Pages|Code security|Dependabot|Environments
New pull request|Draft|Ready for review|Request review|Approve|Request changes|Comment|Conversation|Files changed|Checks|All checks have passed|This branch has no conflicts with the base branch
Squash and merge|Delete branch|Linked issues|Notifications|Unsubscribe|Lock conversation|Transfer issue|Pin issue|Create from template|Good first issue|Help wanted|Wontfix|Duplicate
Backlog|Active sprints|Kanban board|Epics|Story points|Sprint planning|Burndown chart|Velocity chart|Create issue|Issue type|Bug|Story|Task|Sub-task|Priority|Highest|Lowest|Fix version
Affects version|Component|Reporter|Watchers|Log work|Original estimate|Time tracking|Flag added|Start progress|In progress|In review|Done|To do|Blocked|Won't do|Resolve issue
Spaces|Templates|Blank page|Meeting notes|Decision|Product requirements|How-to article|Retrospective|Publish|Close without publishing|Restrictions|Page history|Insert macro
Home|DMs|Activity|Later|More|Canvas|Huddle|Set yourself as away|Pause notifications|Jump to…|Search workspace|Add channels|Browse channels|Invite people|Workflow builder|Edit sidebar
#general|#random|Reply in thread|Add reaction|Forward message|Save for later|Mark unread|Copy link to message|Pin to channel|Start a huddle|Threads|Drafts & sent|Files|Customize Slack
Chat|Teams|Calendar|Calls|OneDrive|Apps|Meet now|Schedule a meeting|Join with a code|Turn camera on|Unmute|React|View|Breakout rooms|Record and transcribe|Start transcription
Turn on live captions|Meeting options|Lobby|Everyone|Only me|Together mode|Gallery|Speaker|Spotlight|Focus mode|Leave|End meeting for all|Waiting room|Enable waiting room|Security
New email|Focused|Other|Flag|Categorize|Sweep|Move to|Rules|Quick steps|Out of office|Automatic replies|Signature|Attach file|Encrypt|Sensitivity|Request a read receipt|Importance: High
To|Cc|Bcc|Subject|Send|Discard|Undo send|Junk Email|Deleted Items|Sent Items|Conversation History|RSS Feeds|Outbox|Search folders|Unread|Mentions|Has attachments|This Week|Last Month
Home|Insert|Draw|Design|Layout|References|Mailings|Review|View|Help|Paste|Format Painter|Styles|Normal|No Spacing|Heading 2|Title|Subtitle|Quote|Find|Replace|Select|Dictate|Editor
Track Changes|Simple Markup|Accept|Reject|Compare|Protect|Word Count|Spelling & Grammar|Thesaurus|Page Break|Cover Page|Table of Contents|Footnote|Citation|Bibliography|Cross-reference
Header & Footer|Margins|Orientation|Columns|Watermark|Page Color|Page Borders|Paragraph|Indent|Wrap Text|Merge & Center|Number Format|Cell Styles|Fill|Clear|Sort & Filter|Find & Select
Name Manager|Trace Precedents|Evaluate Formula|Calculation Options|From Text/CSV|From Web|Refresh All|Queries & Connections|Remove Duplicates|What-If Analysis|Subtotal|Group|Ungroup
New Slide|Reset|Section|Shape Fill|Shape Outline|Arrange|Align|Bring to Front|Send to Back|Selection Pane|Morph|Fade|Push|Wipe|Rehearse Timings|Record|From Beginning|Custom Slide Show
Layers|Channels|Paths|Adjustments|Levels|Curves|Hue/Saturation|Brightness/Contrast|Gaussian Blur|Magic Wand Tool|Lasso Tool|Crop Tool|Eyedropper|Clone Stamp|Healing Brush|Dodge|Burn
Assets|Prototype|Dev Mode|Auto layout|Constraints|Frame|Component|Variant|Detach instance|Local styles|Effects|Drop shadow|Export|Present|Share prototype|Version history|Multiplayer cursors
EC2 Dashboard|Instances|Launch templates|Spot Requests|Reserved Instances|AMIs|Elastic Block Store|Volumes|Snapshots|Lifecycle Manager|Key Pairs|Elastic IPs|Placement Groups|Target Groups
Auto Scaling Groups|Create bucket|Block all public access|Bucket Versioning|Default encryption|Object Lock|Storage class|Glacier Deep Archive|Route tables|Internet gateways|NAT gateways
Step Functions|State machines|EventBridge rules|SNS topics|SQS queues|API Gateway|Cognito user pools|Secrets Manager|Parameter Store|CloudTrail|GuardDuty|Inspector|Macie|Athena|Glue
Resource groups|Subscriptions|Virtual machines|App Services|Function App|Storage accounts|Key vaults|Azure Active Directory|Cost Management|Log Analytics workspaces|Monitor|Advisor
Compute Engine|Cloud Run|BigQuery|Pub/Sub|Dataflow|Vertex AI|Artifact Registry|Cloud Build|IAM & Admin|Service accounts|Quotas|Billing|APIs & Services|Credentials|OAuth consent screen
Pods|Deployments|StatefulSets|DaemonSets|Jobs|CronJobs|ConfigMaps|Secrets|Ingresses|Namespaces|Nodes|Persistent Volume Claims|Custom Resources|Events|Workloads|Cluster roles|Rollout restart
Query editor|Run query|Explain|Execution plan|Schemas|Tables|Views|Stored procedures|Functions|Triggers|Sequences|Foreign keys|Indexes|Export results|Commit transaction|Rollback|Auto-commit
Cases|Reports|Dashboards|Campaigns|Forecasts|Activity|New Opportunity|Stage|Close Date|Probability|Next Step|Lead Source|Amount|Log a Call|Related|Details|Chatter|Convert|Change Owner|Pipeline
Deals|Companies|Tickets|Conversations|Sequences|Playbooks|Lists|Workflows|Forms|Landing Pages|Ads|Social|Service Hub|Sales Hub|Knowledge base|Customer portal|Macros|Triggers|SLA policies
Timesheet|Submit for approval|Absence|Request time off|My team|Org chart|Compensation|Pay slips|Tax documents|Benefits enrollment|Learning|Job requisition|Feedback|Check-ins|Talent review
Journal entries|Accounts payable|Accounts receivable|Trial balance|Aging report|Fixed assets|Bank feeds|Reconcile|Record payment|Estimates|Sales receipts|Credit memo|Recurring transactions
Add to Playlist|Shuffle|Repeat|Queue|Lyrics|Podcasts|Made For You|Recently Played|Liked Songs|Downloaded|Crossfade|Equalizer|Sleep Timer|Now Playing|Up Next|Watch later|Subscriptions
General|Control Center|Siri & Spotlight|Privacy & Security|Desktop & Dock|Displays|Wallpaper|Screen Saver|Touch ID & Password|Users & Groups|Internet Accounts|Game Center|Wallet & Apple Pay
FileVault|Firewall|Login Items|Sharing|Storage|Startup Disk|Date & Time|Night Shift|Stage Manager|Mission Control|Hot Corners|AirDrop|Handoff|Screen Time|Focus|Low Power Mode|Battery Health
Windows Update|Device Manager|Disk Management|Event Viewer|Services|Registry Editor|Group Policy|Control Panel|Programs and Features|Default apps|Taskbar|Start menu|Multitasking|Snap layouts
Recycle Bin|This PC|Quick access|Properties|Map network drive|Pin to Start|Run as administrator|Open file location|Troubleshoot compatibility|Restore previous versions|Send to|Create shortcut
Get Info|Compress|Duplicate|Make Alias|Quick Look|Clean Up By|Show View Options|Move to Trash|Empty Trash|Eject|New Burn Folder|Connect to Server…|Computer|Applications|Utilities|Recents
Project Settings|Project Explorer|Project Structure|Project Name|Project Manager|Operation completed|Operation failed|Input/Output|Read/Write|Wi-Fi: On|SHA-256|ISO 8601|USB-C|HTTP/2|Client/Server
Username|Password|Confirm password|Current password|New password|Show password|Verification code|Enter code|Resend code|Use a different account|Stay signed in?|Trust this device|Sign in with SSO
Card holder|Security code|Account number|Routing number|Sort code|IBAN|Invoice number|Order number|Customer ID|Employee ID|Tracking number|Policy number|Date of issue|Valid until|Due date
Full name|Middle name|Preferred name|Job title|Department|Manager|Cost centre|Start date|End date|Emergency contact|Marital status|Nationality|Gender|Passport number|Driver's license|Tax ID
Subtotal|Shipping|Discount|Tax|Grand total|Quantity|Unit price|In stock|Out of stock|Add to wishlist|Compare|Write a review|Sort by: Featured|Free returns|Gift card|Promo code|Estimated delivery
Select all rows|Rows per page: 25|1–25 of 312|Export CSV|Bulk edit|Column settings|Saved views|Advanced filter|Is empty|Contains|Greater than|Between|Group by status|Expand all|Collapse all
Are you sure you want to delete this item?|This action cannot be undone.|Your changes have been saved.|Session expired. Please sign in again.|You do not have permission to view this page.
Connection lost. Reconnecting…|Something went wrong. Try again.|Please enter a valid email address.|This field is required.|Passwords do not match.|File is too large.|Uploading 3 of 7 files…
No new notifications|You're all caught up|Nothing to see here|Get started|Skip for now|Learn more|What's new|Take a tour|Contact support|Report a problem|Keyboard shortcuts|Give feedback|Rate this app
Times New Roman|Arial|Calibri|Helvetica Neue|Courier New|Comic Sans MS|Georgia|Verdana|Cambria|Roboto|Open Sans|Segoe UI|Bold Italic|Small Caps|Letter Spacing|Crimson|Teal|Maroon|Beige|Khaki
Open in new window|Save image as…|Translate to English|Cast…|Emoji & Symbols|Start Dictation|Add to Reading List|Toggle Full Screen|Minimize
Bring All to Front|Hide Others|Services|Substitutions|Transformations|Speech|Check Spelling While Typing|Smart Quotes|Text Replacement|Invert Colors
Reduce Motion|VoiceOver|Switch Control|Color Filters|Mono Audio|Zoom Level 125%|Snap to Grid|Show Ruler|Gridlines|Guides|Slide Sorter|Speaker Notes
Handout Master|Eyedropper Tool|Merge Shapes|Crop to Shape|Picture Effects|Chart Title|Data Labels|Trendline|Secondary Axis|Sparklines|Slicer|Solver
Consolidate|Text to Columns|Flash Fill|Macro Recorder|Document Inspector|Digital Signatures|Mark as Final|Manage Versions|Co-authoring|Kernel: Python 3
Restart Kernel & Run All Cells|Cell Type: Markdown|Insert Cell Below|Variables|Call Stack|Watch|Breakpoints|Step Out|Hot Reload|Toggle Device Toolbar
Network conditions|Coverage|Rendering|Layers|Sensors|Build Configuration|Artifact Dependencies|Failure Conditions|Agent Requirements|Queue|Changes
Parameters|Environment Variables|Cron expression|Webhook URL|Retry policy|Dead-letter queue|Visibility timeout|Provisioned concurrency|Memory (MB)
Ephemeral storage|Execution role|VPC|Subnets|Inbound rules|Outbound rules|Health checks|Listener|Sticky sessions|Cross-zone load balancing
Cluster autoscaler|Horizontal Pod Autoscaler|Taints and tolerations|Liveness probe|Readiness probe|Image pull policy|Helm charts|Service mesh
Sidecar injection|Namespace quota|Heatmap|Histogram|Gauge|Time series|Alert rules|Contact points|Silences|Mute timings|Data sources|Explore|Transform
Overrides|Thresholds|Value mappings|Legend|Tooltip mode|Sprint Goal|Definition of Done|Acceptance criteria|Swimlanes|WIP limit|Cumulative flow
Release burndown|Roadmap|Dependencies|Story map|Automation rules|Smart values|Custom fields|Field configuration|Permission scheme|Notification scheme
Escalation policy|On-call schedule|Incident timeline|Postmortem|Runbook|Canned responses|Satisfaction rating|First reply time|Agent workspace
Side conversations|Merge into another ticket|Suspended tickets|Business hours|Ticket fields|Segments|Audience|A/B test|Subject line|Preheader
Unsubscribe link|Bounce rate|Click-through rate|Open rate|UTM parameters|Conversion|Attribution model|Funnel|Cohort analysis|Retention|Session duration
Landing page|Journal|Chart of accounts|Vendor bills|Petty cash|Depreciation|Accruals|Intercompany|Consolidation|Fiscal year|Period close
Withholding tax|Purchase requisition|Goods receipt|Three-way match|Bill of materials|Work order|Lot number|Reorder point|Cycle count|Pick list
Packing slip|Bill of lading|Carrier|Freight class|Return merchandise authorization|Attendance|Shift swap|Overtime|Clock in|Clock out|Leave balance
Sick leave|Parental leave|Direct deposit|Garnishments|Open enrollment|Dependents|Beneficiaries|Performance cycle|Calibration|Succession planning
Headcount|Requisition|Hiring manager|Scorecard|Interview kit|Offer approval|Background check|Vitals|Allergies|Medications|Problem list|Immunizations
Lab results|Order set|Progress note|Discharge summary|Referrals|Prior authorization|Encounter|Chief complaint|Assessment and plan|Insert Signature
Prepare Form|Combine Files|Redact|Optimize PDF|Compare Files|Bates Numbering|Action Wizard|Blend Mode|Opacity 100%|Layer Mask|Clipping Mask
Smart Object|Content-Aware Fill|Puppet Warp|Liquify|Camera Raw Filter|Dehaze|Clarity|Vibrance|White Balance|Lens Correction|Histogram Equalization
Keyframe|Ease In|Motion Blur|Render Queue|Timeline|Ripple Delete|Razor Tool|Lumetri Color|Audio Mixer|Ducking|Voice Isolation|Extrude|Fillet|Chamfer
Loft|Revolve|Sketch Plane|Mate|Exploded View|Bill of Materials|Section View
Search messages|Direct messages|Channels|Threads|Mentions & reactions|Saved items|Add people|Create a channel|Mute notifications|Set a status`
    .split(/[|\n]/)
    .map((label) => label.trim());

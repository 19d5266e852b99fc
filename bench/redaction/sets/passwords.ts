/** Lines of programs, settings, shells and talk with a password or key in braces, by hand and all looked at. `\n` ends a line. */
export const PASSWORD_LINES: readonly string[] = String.raw`
    final String password = "{zxcvbn}";
  passwd: {kiwi2000}
String DB_PASS="{h4xx0r}";
    password: '{superSecret}',
      "Password": "{MyP@ss}",
password = {hunter}
PASSWORD={topsecretpw}
db_password: "{postgres123}"
  :password: {sekrit}
login_password={GuestUser}
    'password' => env('DB_PASSWORD', '{homestead9}'),
SET @pw = '{kd83jdk}';
IDENTIFIED BY "{Oracle_123}";
alter user system identified by {manager1};
create user 'repl'@'%' identified with mysql_native_password by '{replpw}';
GRANT REPLICATION SLAVE ON *.* TO 'r'@'%' IDENTIFIED BY '{slavepass}';
mysql_query("SET PASSWORD FOR root@localhost=PASSWORD('{rootpw77}')");
CREATE LOGIN [app] WITH PASSWORD=N'{gR8pw!x}', DEFAULT_DATABASE=[master]
psql "host=localhost user=me password={mePw12} dbname=x"
  - "POSTGRES_PASSWORD={example77}"
    environment: MYSQL_PASSWORD: {wordpress1}
$ mysql -u root -p'{r00tpw}'
curl -u "elastic:{changeme2}" localhost:9200
smbclient //srv/share -U user%{smbpw99}
net use Z: \\srv\share {Summer2020} /user:dom\anna
salt = b'{x8f2Kq}'
const salt = '{somesaltvalue}';
"salt": "{9f3a7c1be2d4}"
$salt = "{ThisIsMySalt}";
nonce = "{0123abcdef998877}"
oauth_nonce="{kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg}"
oauth_signature="{tnnArxj06cWHq44gCs1OSKk%2FjLY%3D}"
cnonce="{0a4f113b}", 
"client_id": "x", "client_secret": "{6bcd8f2e-9a71-4f2b-8d1e-3f0a7b6c5d4e}"
api_key: {6bcd8f2e9a714f2b8d1e3f0a7b6c5d4e}
key = "{AbCdEf123456GhIjKl}"
secretKey: '{thisisasecretkey}'
jwtSecret = "{my_super_jwt_secret_42}"
app.config['SECRET_KEY'] = '{dev-key-8812}'
SECRET_KEY = "{you-will-never-guess}"
secret_token: '{keyboard cat}'
TOKEN = "{abc123def456}"
token="{ZXlKaGJHY2lPaUpJVXpJMU5p}"
X-Auth-Token: {gAAAAABf3kd83jfJ}
Authorization: token {a94a8fe5ccb19ba61c4c0873d391e987982fbbd3}
"auth": "{dXNlcjpwYXNz}"
authToken: {9e107d9d372bb6826bd81d3542a419d6}
"k": "{AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow}"
  "d": "{X4cTteJY_gn4FYPsXB8rdXix5vwsg1FLN5E3EaG6RJoVH-HLLKD9M7dx5oo7GURknchnrRweUkC7hT5fJLM0WbFAKNLWY2vv7B6NqXSzUvxT0_YSfqijwp3RTzlBaCxWp4doFk5N2o8Gy_nHNKroADIkJ46pRUohsXywbReAdYaMwFs9tv8d_cPVY3i07a3t8MN6TNwm0dSawm9v47UiCl3Sk5ZiG7xojPLu4sbg1U2jx4IBTNBznbJSzFHK66jT8bgkuqsk0GjskDJk19Z4qwjwbsnn4j2WBii3RL-Us2lGVkY8fkFzme1z0HbIkfz0Y6mqnOYtqc0X4jfcKoAC8Q}",
PASSWORD_HASH = '{$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy}'
root:{$6$saltsalt$Zt7kUWJZ5yvNyv1tWDh5b1kCjH9H1O0bGd0gF5pJz1UZc0q2yYH0}:18000:0:99999:7:::
my password is {banana}
The password is "{open sesame}"
user: admin / password: {admin}
Username: test Password: {test}
login/password: {demo}/{demo}
default credentials: admin/{admin1}
use admin:{nimda7} to log in
id : guest, pw : {guest77}
Login as user root with password {raspberry}
Default login is pi and the password is {raspberry}
SSH password: {alpine}
passwd -> {p4ss}
pwd {Ab12cd!}
(password: {letmein})
pass={foo123}
ftp://anonymous:{guest}@ftp.x.org
<password>{tomcat}</password>
<user username="tomcat" password="{tomcat}" roles="x"/>
<add name="c" connectionString="Data Source=.;User ID=sa;Password={Pa55;}" />
<string name="api_key">{9a8b7c6d5e4f3a2b}</string>
<meta-data android:name="key" android:value="{Kd83Jf82Ks91Lq02}"/>
[user]\n  name=x\n  password = {gitpw12}
spring.security.user.password={s3cr}
ENCRYPTION_KEY={0123456789abcdef0123456789abcdef}
privateKey: '{0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318}',
mnemonic = "{candy maple cake sugar pudding cream honey rich smooth crumble sweet treat}"
String key = "{Bar12345Bar12345}"; // 128 bit key
IV = "{RandomInitVector}";
conn.login('bob', '{b0bpw}')
driver.findElement(By.id("password")).sendKeys("{Test@123}");
cy.get('#password').type('{cypress1}')
$("#pwd").val("{jqpw12}");
fill_in 'Password', with: '{rspec-pw1}'
self.client.login(username='u', password='{djangopw}')
User.objects.create_user('u', 'e@x.y', '{p@ss9}')
passwordTextField.text = @"{iosPw1}";
static NSString *const kAPISecret = @"{kd83jd92kd01}";
val apiKey = "{AbC-9283-kdUe}"
PASSPHRASE="{my long pass 12}"
gpg --passphrase {gpgpw1} -d x
unzip -P {zipPw} a.zip
7z x -p{7zpw12} a.7z
az login -u x -p {azpw!1}
Set-Variable -Name Password -Value "{PsPw1!}"
$password = ConvertTo-SecureString '{P@55}' -AsPlainText -Force
db.example.com:5432:shop:app:{pgpassPw1}
anna:{$apr1$k3j2h1g0$9f8e7d6c5b4a3f2e1d0c9b}
  password: {cGFzc3dvcmQxMjM0NTY=}
  db-password: {UEBzc3cwcmQ=}
<Pass encoding="base64">{czNjcjN0}</Pass>
<Pass>{filezillaPw}</Pass>
enable secret 5 {$1$mERr$hx5rVt7rPNoS4wqbXKX7m0}
username admin password 7 {0822455D0A16}
username admin password 0 {C1sc0pw}
snmp-server community {pr1vate99} RO
password 51:b:{01000000D08C9DDF0115D1118C7A00C04FC297EB}
Password={A35C7659E6D52C7E}
redis-cli -a {redisPw99} ping
AUTH {redisPw99}
DBI->connect($dsn, "app", "{perlPw11}")
dbConnect(drv, user="app", password="{rPassw0rd}")
sql.Open("mysql", "app:{goPassw0rd}@tcp(db:3306)/shop")
config :shop, Repo, password: "{elixirPw}"
PASS := {makePw99}
ARG DB_PASSWORD={dockerArg1}
storePassword "{androidPw}"
keyPassword '{androidPw2}'
signing.password={gpgPw123}
buildConfigField "String", "API_KEY", "\"{a8f3k2d9s8f7g6h5}\""
<key>Password</key>\n<string>{plistPw1}</string>
(setq password "{emacsPw1}")
let password: String = "{swiftPw1}"
private var password = "{kotlinPw1}"
Dim strPassword As String = "{vbPassw1}"
local password = "{luaPw123}"
set password "{tclPw123}"
$pass = '{perlp4ss}';
my $password = "{perlp4ss}";
'pass' => '{phpp4ss}',
"pass": "{jsonp4ss}",
pass: {yamlp4ss}
passphrase: "{my secret phrase 99}"
admin_password = "{Terr4form!}"
  default = "{Terr4form!}" # db password
"master_password": "{rds-M4ster}",
aws_secret_access_key: {wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzzzKEYab1}
"private_token": "{9koXpg98eAheJpvBs5tK}"
bot_token: "{123456789:AAF9dk38fjw03kfls93kfo39fk29fk39fk2}"
client_secret={0Xk8Q~abcdefghijklmnopqrstuvwxyz1234567}
DATADOG_API_KEY: {0123456789abcdef0123456789abcdeb}
"Authorization": "ApiKey {VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw==}"
authorization: {d2h5IGFyZSB5b3UgcmVhZGluZw==}
x-api-key: {da2-zaq12wsxcde34rfvbgt56yhn}
Cookie: session={eyJ1c2VyIjoxfQ.Yx3k2A.abc}
password_digest: {$2a$12$K3JNi5vQMio2GxLcLrqXLe1w6lP0eYJbZ1Yk0}
"password_hash":"{5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8}"
sshpass -e ssh x # SSHPASS={sshPw123}
SSHPASS={sshPw123} ssh x
send "{expectPw1}\r"
driver.get("https://user:{seleniumPw}@site.org")
proxy = "http://u:{proxyPw1}@10.0.0.1:8080"
smtp_pass = '{mailPw123}'
mail.smtp.password={mailPw123}
EXTERNAL_API_TOKEN = '{tok_8f7d6s5a4d3f2g1h}'
const token = '{f3a9c1e7b5d84620}';
access_token: '{EAACEdEose0cBAJk3l2k1j}'
licenseKey = "{ABCD-1234-EFGH-5678}"
serial: {XK92-88AB-PQ71-00ZT}
secret={s3cr3tvalue}
Secret Key: {JBSWY3DPEHPK3PXP}
otpauth://totp/x?secret={JBSWY3DPEHPK3PXP}&issuer=x
recovery code: {8f3k-29dk-s0s9}
seed = "{witch collapse practice feed shame open despair creek road again ice least}"
PIN: {4711}
wifi password {sunny-day-88}
The password for user root is {toor99}.
Log in as admin / {admin@123} and change it.
Credentials: username "test", password "{test-pw}"
u/p: bob/{bobpw77}
user=bob pass={bobpw77}
pw={q1w2e3r4}
Passwort lautet {Geheim123}
mot de passe est {soleil22}
la contraseña es {gato2020}
a senha é {senha2020}
пароль - {qwe123rty}
비번은 {dlatl1234}
密码是{mima5678}
`
  .trim()
  .split('\n')
  .map((line) => line.replaceAll(String.raw`\n`, '\n'));

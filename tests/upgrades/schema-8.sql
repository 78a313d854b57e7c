-- A database of schema 8, as `sqlite3 FILE .dump` writes it. It is never edited: newer versions must read it.
PRAGMA application_id = 1768842855;
PRAGMA journal_mode = WAL;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta (
    k TEXT NOT NULL PRIMARY KEY,
    v TEXT NOT NULL
) STRICT;
INSERT INTO meta VALUES('schema','8');
INSERT INTO meta VALUES('program','0.1.0');
CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL CHECK (value >= 0)
) STRICT;
INSERT INTO counter VALUES('ticket',5);
INSERT INTO counter VALUES('asset',11);
INSERT INTO counter VALUES('asset_change',27);
INSERT INTO counter VALUES('contact',1);
INSERT INTO counter VALUES('authorisation',2);
CREATE TABLE chain (
    name TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL CHECK (position >= 0),
    hash BLOB NOT NULL
) STRICT;
INSERT INTO chain VALUES('main',101,X'9462439bea1710dba388cc7cec491b20e0ff6bbcb52725237996833c85bd4446');
CREATE TABLE event (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
    at INTEGER NOT NULL CHECK (at BETWEEN -62135596800 AND 253402300799),
    recorded_at INTEGER NOT NULL CHECK (recorded_at BETWEEN -62135596800 AND 253402300799),
    actor TEXT NOT NULL CHECK (length(actor) <= 200),
    program TEXT NOT NULL CHECK (length(program) <= 40),
    clock_given INTEGER NOT NULL CHECK (clock_given IN (0, 1)),
    subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 40),
    key TEXT CHECK (length(key) <= 200),
    ticket INTEGER CHECK (ticket > 0),
    seq INTEGER CHECK (seq > 0),
    type TEXT NOT NULL CHECK (length(type) BETWEEN 1 AND 40),
    arg TEXT NOT NULL CHECK (length(arg) <= 10000),
    data TEXT CHECK (length(data) <= 10000000),
    digest BLOB,
    hash BLOB NOT NULL, behind_s INTEGER CHECK (behind_s > 0), part_of INTEGER CHECK (part_of > 0),
    CHECK ((ticket IS NULL AND seq IS NULL AND key IS NOT NULL) OR (ticket IS NOT NULL AND seq IS NOT NULL AND key IS NULL))
) STRICT;
INSERT INTO event VALUES(1,1767600000,1767600060,'lea','0.1.0',0,'client','ried',NULL,NULL,'added','',NULL,X'b83a5959d766212418b517655ad96493e824f38c840ad9bf17025a100b44a0b0',X'13435d16b807e548db239196f1adf59d43d72fe7c08d1b88340bc97e3327b2ce',NULL,NULL);
INSERT INTO event VALUES(2,1767600001,1767600061,'lea','0.1.0',1,'client','lys',NULL,NULL,'added','',NULL,X'5c7d36f63fd5ba5915f919f6bf318ba950dc7c7ddfd1814639134495cd278d0a',X'8424697fda8d16a6effefff74b59c959b07287477e0d189b138c61c3e795714c',NULL,NULL);
INSERT INTO event VALUES(3,1767600002,1767600062,'lea','0.1.0',0,'client','ancien',NULL,NULL,'added','',NULL,X'2c4139ecd4fc38f42f37856a833c9d11b3d80c132b3f5e6b69a638b5401e260b',X'2255c672a43d83435742d010ee154ca844cd7d1b9ff9b4ae4e368e643b7f23b6',NULL,NULL);
INSERT INTO event VALUES(4,1767600003,1767600063,'lea','0.1.0',1,'client','ancien',NULL,NULL,'archived','',NULL,X'78a08bd73f7cbcc821fdfd3330e75745ede1ccb1dc87597a22fb066797212a33',X'382589da497760aede0f2ba0367312daccf8f7b886352631ef10bddd8eaafa92',NULL,NULL);
INSERT INTO event VALUES(5,1767600010,1767600070,'lea','0.1.0',0,'calendar','ried-bureau',NULL,NULL,'applied','','{"sha256":"c6993d9bae45079d77afe4a778eecbf44887bfbc2919428011d76bb3c7fa2cd7"}',NULL,X'd1ee601dce94d1859a830eb44f9b4d232f3089b953bbaa7534a48e4f1221a7fe',NULL,NULL);
INSERT INTO event VALUES(6,1767600020,1767600080,'lea','0.1.0',0,'calendar','ried-bureau',NULL,NULL,'corrected','','{"sha256":"875da14c2b2d79199ce98eae772dce427876fab9321f0985fbd2e3cd2bc5dd0c"}',X'9b18384bd12ecb196d5cbd7863ec8291f1498365689e00ef7667e896669f8339',X'c6a31307ce0cb216888b2124319e65c8c56b82ec5928b87ea4642bd9ec5434b7',NULL,NULL);
INSERT INTO event VALUES(7,1767600030,1767600090,'lea','0.1.0',0,'contract','ried-2025',NULL,NULL,'applied','0','{"sha256":"497a2d48506e66751a3258bf37a77447a3b7a18d37862a25bc8ba08b9e1fa9a3"}',NULL,X'e8c4c22583091f7b7777789166c37295b2a5cc161883e4adeabae5d7fc058581',NULL,NULL);
INSERT INTO event VALUES(8,1767600030,1767600090,'lea','0.1.0',0,'contract','ried-2025',NULL,NULL,'applied','1','{"sha256":"497a2d48506e66751a3258bf37a77447a3b7a18d37862a25bc8ba08b9e1fa9a3"}',NULL,X'3eefb87ade3a47f1bfd6963edc75abe00dc7f0b6f52750f4de79bd655c805a92',NULL,NULL);
INSERT INTO event VALUES(9,1767600040,1767600100,'lea','0.1.0',0,'asset','ried',NULL,NULL,'imported','','{"first":1,"rows":2,"counts":{"read":2,"created":2,"updated":0,"unchanged":0,"refused":0}}',X'b5af3726f7055ce1d7fd79f5d83ae8fd9d6243ccce092aa73f461122d8b59589',X'14cfb4708072ca5df83406a1a84447067b1d3fc83e7b7e642ec67379f546d438',NULL,NULL);
INSERT INTO event VALUES(10,1767600050,1767600110,'lea','0.1.0',0,'asset','ried/ried-srv-01',NULL,NULL,'edited','','{"first":3,"rows":1,"counts":null}',X'80db746f885585188ece83e1b5c3cf81b29eff72d23d770dbb36fa5982bef398',X'de1bb7b8c08d55209a8a8c00f4218e6d1a4b3e41785d663da68dea89b90719d0',NULL,NULL);
INSERT INTO event VALUES(11,1767603600,1767603690,'lea','0.1.0',0,'ticket',NULL,1,1,'opened','ried|incident|N2|RIED-2025|1|serveurs||N1,N2','{"assets":["RIED-SRV-01"],"channel":"phone","assignee":"noé"}',X'9a8101a963acece5da511a462e370903fe982332981c9ca87b793b353e366cdd',X'9901e05a0ef70264174a5d9687df0d8b594aa849bb54605275602527129c93bf',NULL,NULL);
INSERT INTO event VALUES(12,1767604200,1767604290,'lea','0.1.0',0,'ticket',NULL,1,2,'acknowledged','',NULL,NULL,X'abe75f2318e58060aa10f777778b98028c6f27f9a5ab7edb7625244579ea29c4',NULL,NULL);
INSERT INTO event VALUES(13,1767604800,1767604890,'lea','0.1.0',0,'ticket',NULL,1,3,'paused','waiting-client',NULL,NULL,X'e96e537842ac3b250cc19254621a76268b8b53a75fad6676323adb3577abc7d8',NULL,NULL);
INSERT INTO event VALUES(14,1767608400,1767608490,'lea','0.1.0',0,'ticket',NULL,1,4,'resumed','',NULL,NULL,X'3b3facd868fd2ea77e94e3614f92d1fd9eea1190f1778e85febd4f49766b4f84',NULL,NULL);
INSERT INTO event VALUES(15,1767608600,1767608690,'lea','0.1.0',0,'ticket',NULL,1,5,'noted','client',NULL,X'5495e8016d4584ab5f10d7d11b88bebe0b6e2708f7df7b316ca2ded554b3760e',X'446bf86c3083d97b66a79662b80c970baf9212db5fc41128dddea9abf9489680',NULL,NULL);
INSERT INTO event VALUES(16,1767609600,1767609690,'lea','0.1.0',0,'ticket',NULL,1,6,'time_logged','25|on-site',NULL,NULL,X'd9eaef783b36cfa310330beea0046986eeab1ddbc7b2bef199f17e465f847b5c',NULL,NULL);
INSERT INTO event VALUES(17,1767610600,1767610690,'lea','0.1.0',0,'ticket',NULL,1,7,'resolved','',NULL,NULL,X'15fbf857261bc01c44b2e5c26039b622018a010314b92d907d6a54c3a95a8a16',NULL,NULL);
INSERT INTO event VALUES(18,1767610100,1767610190,'lea','0.1.0',0,'ticket',NULL,1,8,'corrected','7||',NULL,X'94ff0781661d365f083b861033296d8df92e2a1f8d2e6b3b46593c031c3676f9',X'9831c93a2790efe174d896f84a63fd54bfac1804ac330cfc4393230af7d66687',NULL,NULL);
INSERT INTO event VALUES(19,1767612600,1767612690,'lea','0.1.0',1,'ticket',NULL,2,1,'opened','ried|incident|N2|RIED-2025|1|serveurs||N1,N2','{"assets":["RIED-SRV-01"],"channel":"phone","assignee":"noé"}',X'f7fd5ee38adc92e38e66b1760df894aba79be051b734ffadc6e86bfc38ba3449',X'8a1f50c3335002025059645ea529de6db7f38e8bd429d897ef41436d6b37d049',NULL,NULL);
INSERT INTO event VALUES(20,1767613100,1767613190,'lea','0.1.0',0,'ticket',NULL,2,2,'severity_changed','N1',NULL,NULL,X'5022e5f0eebe71895eca2ec912f799bb6c3ab4c0065dc691a1487f52a7b35d63',NULL,NULL);
INSERT INTO event VALUES(21,1767613200,1767613290,'lea','0.1.0',0,'ticket',NULL,2,3,'cancelled','duplicate|1',NULL,NULL,X'e459b31f4543a84a0c304167e1c9b0a8149531468cc34e02bb3f1bf2eabab8de',NULL,NULL);
INSERT INTO event VALUES(22,1767702600,1767702690,'lea','0.1.0',0,'ticket',NULL,3,1,'opened','ried|incident|N2|RIED-2025|1|serveurs||N1,N2','{"channel":"phone","assignee":"noé"}',X'4e9121898a659db4d845370b3dfc70e10b50d55acb4cfd60ef21e06bf0699624',X'e664d4911bfbeec90183ad267e5210b0183bb56395b1e45ca1dd2cd5c3afda73',NULL,NULL);
INSERT INTO event VALUES(23,1782889200,1782889200,'lea','0.1.0',1,'site','ried/nord',NULL,NULL,'added','',NULL,X'ee35311764986a5f4de32c469dc47b3593713c8791e2d79f0cba00ffcf0fd28d',X'6df6e83d3e34fbb0a7b391ede9fc6cd6eeb5fabe736f17947e1a00245c61b858',NULL,NULL);
INSERT INTO event VALUES(24,1782889200,1782889200,'lea','0.1.0',1,'site','ried/nord',NULL,NULL,'edited','',NULL,X'0adbddefdc88a13df4af2c407c1d9158296492ff9c1b63838e0fbdf7b7ca412f',X'a4c06275b48fbd1ceba7cbeea36ddea5c97a6aef65b207b0fe7e085618b4d09d',NULL,NULL);
INSERT INTO event VALUES(25,1782889200,1782889200,'lea','0.1.0',1,'contact','ried/1',NULL,NULL,'added','',NULL,X'6d48438b289ab86a2f40cfb20b1497bb9473030357cdebddc6b95855b3fd42b0',X'f4337a9e5f3e3d8b5992fa9e11152d6c1a371acea968c05ed4daea23ce497218',NULL,NULL);
INSERT INTO event VALUES(26,1782889200,1782889200,'lea','0.1.0',1,'contact','ried/1',NULL,NULL,'edited','',NULL,X'694c1b5d222c886678dddcb0a32633190b91a2a3abb8cec8fd018128f10c2123',X'c7fb92e73ebd869dbdcaa8609daeb95c56d5e8277f2f86cfbb641b87acf0d9a9',NULL,NULL);
INSERT INTO event VALUES(27,1782889200,1782889200,'lea','0.1.0',1,'asset','ried/ried-pc-09',NULL,NULL,'added','','{"first":4,"rows":1,"counts":null}',X'cbfa49b01de27d8c8fc1ba1c2a33a19c3a5d9d2578956652bdcdec97f0557e05',X'ea16e9c439a2905f7f9d52e8e430f054cc89801a7eda6a54d9b5e679dac45b79',NULL,NULL);
INSERT INTO event VALUES(28,1782889200,1782889200,'lea','0.1.0',1,'asset','ried/ried-pc-10',NULL,NULL,'added','','{"first":5,"rows":1,"counts":null}',X'b27d5719aacedabf8507fdb400078dcf1df1f5b3ae2ed9a5c1d6a39077a422d1',X'8068b37076be0730dc24e456cb61d52276e7e517982a8682a3d62cacdcebef14',NULL,NULL);
INSERT INTO event VALUES(29,1782633600,1782889200,'lea','0.1.0',1,'asset','ried/ried-pc-09',NULL,NULL,'lent','','{"first":6,"rows":1,"counts":null}',X'e843fe1d6510fa04d056b0011002409204d04f82fb011c2800bc058e1de4a7ca',X'42cd297af871c993e052fecc4e2327e120ac02f21f90631422a58ea5909d7379',NULL,NULL);
INSERT INTO event VALUES(30,1782633600,1782889200,'lea','0.1.0',1,'deed','ried/ried-pc-09',NULL,NULL,'lent','',NULL,X'54889bcaf0d6e7af5626d8dca1c0b2098c31ba8000db7f52aee5ad01e6cd656f',X'ad781d89e3c737e6af51e5de0131d1db52e1b28d0e70ca19d527cca4503dedb2',NULL,NULL);
INSERT INTO event VALUES(31,1782633600,1782889200,'lea','0.1.0',1,'asset','ried/ried-pc-10',NULL,NULL,'sent-out','','{"first":7,"rows":1,"counts":null}',X'22e7466e11b7e88a5c7807d11ffde8c52c6a4f21f13c091642337d19c88d5624',X'90187d4b3c9ad63d2f9484fe428a9a841292fb2ff0c78e5146aefd0ea15b30e2',NULL,NULL);
INSERT INTO event VALUES(32,1782633600,1782889200,'lea','0.1.0',1,'deed','ried/ried-pc-10',NULL,NULL,'sent-out','',NULL,X'5e70ce157ed761577a02aa2384c1cca0b285887dfb1e7fba488e130fa057d8d4',X'ea6106a7ee1b9ce8914b032bbb75683e2f354b0362bbb9b70155451865af0b15',NULL,NULL);
INSERT INTO event VALUES(33,1782806400,1782889200,'lea','0.1.0',1,'asset','ried/ried-pc-09',NULL,NULL,'returned','','{"first":8,"rows":1,"counts":null}',X'1b288a5d0747662e56b8c164d86f13ac1c7334499b2d80fccdb660c5b56bd3e1',X'69a692d035f0a16119698fd4e9d270288076a12b47bb4dfdeaa5a3939130a261',NULL,NULL);
INSERT INTO event VALUES(34,1782806400,1782889200,'lea','0.1.0',1,'deed','ried/ried-pc-09',NULL,NULL,'returned','',NULL,X'db9386f27df681cbf599ad6816e029121da3303a72098d6b56359296beab82a5',X'50963293b71bbd2155402bed9e4f171eb6002c2116d0078b57d24b1db69ecba9',NULL,NULL);
INSERT INTO event VALUES(35,1782806400,1782889200,'lea','0.1.0',1,'asset','ried/ried-pc-10',NULL,NULL,'came-back','','{"first":9,"rows":1,"counts":null}',X'13690a7b13e922c2ffbd3025b26592253302906703a63562c860b479711270cb',X'd0facf5f34f7c85ae83de90392c7b487fe84a9c0b0ad8d6dff35f2c1d793af71',NULL,NULL);
INSERT INTO event VALUES(36,1782806400,1782889200,'lea','0.1.0',1,'deed','ried/ried-pc-10',NULL,NULL,'came-back','',NULL,X'7a4859dd933d7dbf4ba6b2dca36619afadd7077fa29e6dc530f4e13702a108c8',X'0f10d39dea8f5137178169a638a93a667fa3019153a45c8ac4a715be4d51f34c',NULL,NULL);
INSERT INTO event VALUES(37,1782889200,1782889200,'lea','0.1.0',1,'asset','ried/ried-pc-10',NULL,NULL,'replaced','','{"first":10,"rows":1,"counts":null}',X'52e89eb067a697d513361e68c8c0c7eda5f91e396e360f3af9b514617aad49c2',X'2799e17f4a7dc7341d4b45f70b5cc8e419c1882ea7059f78e3942b66acf4819b',NULL,NULL);
INSERT INTO event VALUES(38,1782889200,1782889200,'lea','0.1.0',1,'deed','ried/ried-pc-10',NULL,NULL,'replaced','',NULL,X'cc2b23545915a3b1bf6d93c51305d1fff162caa34907eb7e8c8e82eccc93a251',X'1bb4bd277113ed9f82a97fefddb7cafe7d36774e95095dc25309f7f818b5b845',NULL,NULL);
INSERT INTO event VALUES(39,1782889200,1782889200,'lea','0.1.0',1,'asset','ried/ried-pc-09',NULL,NULL,'replaces','','{"first":11,"rows":1,"counts":null}',X'37ba8d18c6956365c499a64e90d70bd28adb08f078b25f8ae8e98d115501c645',X'a36ea45b388af02d350f6e259da6cffcd82987ba570b502f737c5814a6760346',NULL,NULL);
INSERT INTO event VALUES(40,1782889200,1782889200,'lea','0.1.0',1,'deed','ried/ried-pc-09',NULL,NULL,'replaces','',NULL,X'e3ea524b3297ce387d97fcd46549c46596dc16a3dae3e5c0ede9489058b5a9b7',X'b6160fb53b7d7fc79ef290c31a5539403158b46014343ca6516375e8e5d3ef1c',NULL,NULL);
INSERT INTO event VALUES(41,1782840600,1782889200,'lea','0.1.0',1,'asset','ried/ried-srv-01',NULL,NULL,'updated','','{"first":12,"rows":1,"counts":null}',X'7e967b6fcf6bd34c60d3428a616ab5623822be360c06daf2369adbc3a5fda967',X'3bb07b8e98e84fbb9162d18db0dda70d4aba6785a3c8e3cb662c1997cbb564dc',NULL,NULL);
INSERT INTO event VALUES(42,1782840600,1782889200,'lea','0.1.0',1,'deed','ried/ried-srv-01',NULL,NULL,'updated','',NULL,X'e5d4aa3a953e1c3abfa2d0968a64d2f86137526a1953307a788fa141e0c2d3d3',X'a401d28739c542450285fcda293dfb04d15bdbb3a91318576f9ed28e2cffa250',NULL,NULL);
INSERT INTO event VALUES(43,1782889200,1782889200,'lea','0.1.0',1,'version','/os',NULL,NULL,'added','',NULL,X'cbeb9b4468d10c39eca3d8fb76db319d0d2b41b36f53a420d5f3209a7b239c58',X'93558a716096df89ada2d991abb6d6e0360d7457857024163ef92a65b35452c1',NULL,NULL);
INSERT INTO event VALUES(44,1782889200,1782889200,'lea','0.1.0',1,'version','ried/os',NULL,NULL,'added','',NULL,X'af4fecdb943fc81f4c58408f87447afc370f36d4ee2110e432273671f0610c06',X'3d73f8f7717f797d8400694bb841134f5a25ebbfb10ce4b0b4bdaf8616afb50d',NULL,NULL);
INSERT INTO event VALUES(45,1782889200,1782889200,'lea','0.1.0',1,'version','/os',NULL,NULL,'added','',NULL,X'1f77e627e76c17871ec1cc10a304148c7f3773e5ba8057f55bfc79b852986400',X'f0fea760497e3821a9e0329d1c801dc26d3da11e48e3eeaae0c3375535c5e456',NULL,NULL);
INSERT INTO event VALUES(46,1782889200,1782889200,'lea','0.1.0',1,'asset','ried/ried-m365',NULL,NULL,'added','','{"first":13,"rows":1,"counts":null}',X'67031f81dac768cb79cff4c816b4cb9d3541004c99e0d3d6a556f6e95cf6f340',X'8b670b28391c5a67ee124788b7c04deeb17f877cae263c5c0c7fc7d7c5204fe0',NULL,NULL);
INSERT INTO event VALUES(47,1782889200,1782889200,'lea','0.1.0',1,'asset','lys/edr',NULL,NULL,'added','','{"first":14,"rows":1,"counts":null}',X'da30df597249d5e65e73a09363a559b3e8602692f1c90ce54041cb4d205f5922',X'f5487079ea2bf74fa8b7168d72785265a4251d22d5020ad7de673230c78522e5',NULL,NULL);
INSERT INTO event VALUES(48,1782889200,1782889200,'lea','0.1.0',1,'licence','ried/ried-m365',NULL,NULL,'assigned','','{"licence":5,"asset":2,"over_use":false}',X'6be4a0f6836af8ae2a01a3a168dc8733d224293aae7cd01ffe8b2e9720d68b8d',X'ec9f3d665c8265c80b3eb600fb9b9b0a0cccd59f4eaaa0c00bc99b0b69caba03',NULL,NULL);
INSERT INTO event VALUES(49,1782889200,1782889200,'lea','0.1.0',1,'licence','ried/ried-m365',NULL,NULL,'assigned','','{"licence":5,"asset":3,"over_use":false}',X'2d63fd02a03da9644caef72321f2776d8f63c9159f670614d783c8ac526b0459',X'48498f4afc1cb2f60b55ddd248c8087f88d942525ef8bb0a70c6d8caefbb4485',NULL,NULL);
INSERT INTO event VALUES(50,1782889200,1782889200,'lea','0.1.0',1,'licence','ried/ried-m365',NULL,NULL,'assigned','','{"licence":5,"asset":null,"over_use":true}',X'ddbbf4f09cc3b3c39fdeac1786db636a72605449380b3756135f4c993395865f',X'2ecea34f71ab890f83c7ed0ad65934d14da3fe041bb1baa40ce98ca137d6aab5',NULL,NULL);
INSERT INTO event VALUES(51,1782889200,1782889200,'lea','0.1.0',1,'licence','lys/edr',NULL,NULL,'assigned','','{"licence":6,"asset":3,"over_use":false}',X'4b787412170ccad99316c6950d1a4e94465bac44adb76e7b1d74d2efda77f948',X'086514d07523f01717fe42424443955855da04446b10ba1d28c5a6e09a204987',NULL,NULL);
INSERT INTO event VALUES(52,1782889200,1782889200,'lea','0.1.0',1,'licence','ried/ried-m365',NULL,NULL,'released','','{"seat":49}',NULL,X'5aeae48afa8789a688477511890d920ca638b9915e2b059c22732010eae01909',NULL,NULL);
INSERT INTO event VALUES(53,1782889200,1782889200,'lea','0.1.0',1,'asset','ried/ried-pc-09',NULL,NULL,'retired','','{"first":15,"rows":1,"counts":null}',X'7c202b7849921275bf831b4a5e41e8b76481ab935332bdb451a5625614d37785',X'5b3fb028638851e5ae7103b510dbd06814957c392d3896e4ef97cf6ee4e6f857',NULL,NULL);
INSERT INTO event VALUES(54,1782889200,1782889200,'lea','0.1.0',1,'licence','lys/edr',NULL,NULL,'freed','','{"seat":51}',NULL,X'dd49c48d9f6d4fee0420fd4ff34cb3cad63ec250b2db778327907bbd4f4c7464',NULL,NULL);
INSERT INTO event VALUES(55,1782889200,1782889200,'lea','0.1.0',1,'licence','ried/ried-m365',NULL,NULL,'key-shown','',NULL,NULL,X'2463e7ae5fdee442b8d020e5d8258a2e87ab8704fd043daf4c2930e278fc3781',NULL,NULL);
INSERT INTO event VALUES(56,1791183600,1791190800,'noé','0.1.0',1,'contract','ried-2025',NULL,NULL,'worked','','{"minutes":90,"mode":"on-site","nature":"upkeep"}',X'481c024deaf18e482fda22f73561fac1af02db5924da66ebc0e2efc5bcad2b51',X'54f884e786a843b48c149dbdb15d3309f228bd96f8f54ef84454d8ce8c214bca',NULL,NULL);
INSERT INTO event VALUES(57,1791270000,1791277200,'noé','0.1.0',1,'ticket',NULL,3,2,'time_logged','20|remote','{"nature":"repair"}',NULL,X'90d43e158729ea22c62fbdb14b49625f61e8e87a9074b4d1b335669a147dfdba',NULL,NULL);
INSERT INTO event VALUES(58,1790838000,1790838000,'Zoé','0.1.0',1,'contract','ried-carnet',NULL,NULL,'applied','0','{"sha256":"0cc8318a287cd490ef112b5e0560b29ebde4419af749229083ff92634d382d7f"}',NULL,X'44edb1c09396d22a66ee11360edb25df0a5dd4cb4016a3cbb923727f53b74df3',NULL,NULL);
INSERT INTO event VALUES(59,1790924400,1790924400,'Zoé','0.1.0',1,'contract','ried-carnet',NULL,NULL,'topped-up','','{"quantity":"600","from":"2026-10-02","reference":"cde 12"}',NULL,X'876c87f5d86cc80c2f2183fb95d477e9bc7014e88427ae28d4766090b6191ea2',NULL,NULL);
INSERT INTO event VALUES(60,1791183600,1791190800,'noé','0.1.0',1,'contract','ried-carnet',NULL,NULL,'worked','','{"minutes":90,"mode":"on-site","nature":"upkeep"}',X'a2b53a24b0286e210795b8120cd730f07c9004430f677d94cb2444c9a61f2729',X'f5a461256f4373fc83ea3dffb5483da579aa5c6e9b2dd598fac9ef438a34fdb7',NULL,NULL);
INSERT INTO event VALUES(61,1791266400,1791266400,'noé','0.1.0',1,'ticket',NULL,4,1,'opened','ried|incident||RIED-CARNET|0|||',NULL,X'7eb96e2aad6f9e385e1085f837c228b8528a6e766eecbff5546cc8fa486d658d',X'e7beac00bbf1d299b301498327fba05732745c0b970bfcf275687f53e41b953c',NULL,NULL);
INSERT INTO event VALUES(62,1791270000,1791277200,'noé','0.1.0',1,'ticket',NULL,4,2,'time_logged','20|remote','{"nature":"repair"}',NULL,X'673ea50e50f63b620473685d6de501989ff86e8ddedcff8fa30d129f111c6f43',NULL,NULL);
INSERT INTO event VALUES(63,1793606400,1793606400,'lea','0.1.0',1,'campaign','ried/initial',NULL,NULL,'started','',NULL,X'bc021bd93a34f12765006343efb430e3821b23b360f5093923d3dd52b01d5581',X'fa3a3162bbc6ca2f7e40e906ad8180a541625a4348d8e5261eff62b8289f8333',NULL,NULL);
INSERT INTO event VALUES(64,1793610000,1793610000,'lea','0.1.0',1,'campaign','ried/initial',NULL,NULL,'accepted','','{"rows":3,"sha256":"34e2f2d9e0172c88e9d1506508e5fbe7fb364e7992a3796b845eb7d54e18b2c5"}',X'a4b20ce279317b15360c627ec7c9781900706be382f9c24d1f6b8444fe16f11c',X'2c88ff24f627e0888d66276159203327951a9a934d00f485a5cc4adb3da19040',NULL,NULL);
INSERT INTO event VALUES(65,1793613600,1793613600,'lea','0.1.0',1,'campaign','ried/suivante',NULL,NULL,'started','',NULL,X'404501e91e488b9b80312e404c134cba36f70c4719a648e61e222303b99dff48',X'62e6dc369e2b51f1968b5b227100d6d3a476975f9fa3ea9240099263ac6394a8',NULL,NULL);
INSERT INTO event VALUES(66,1793613600,1793613600,'lea','0.1.0',1,'third-party','sage',NULL,NULL,'added','',NULL,X'727c9b9b10ff9673fa393b864baf139046b4aec5c8cc5c0fc2abe3ab39908fc1',X'c53fdc2244b2b47725085675702ef8c4945715144a3c2f86a5f87834a7ac9b5e',NULL,NULL);
INSERT INTO event VALUES(67,1793613600,1793613600,'lea','0.1.0',1,'third-party','nuit',NULL,NULL,'added','',NULL,X'4193b670513b51b8776f4241cfdce72bb96d32d435ae9b047d7c11abf67b5b57',X'095c48b4a0534995a91d52b3541c0bfc5e1dcd671b7670f75789b762f14952a8',NULL,NULL);
INSERT INTO event VALUES(68,1793613900,1793613900,'lea','0.1.0',1,'third-party','nuit',NULL,NULL,'archived','',NULL,X'9139dbc9803ab13fbc50258aa1d0e6c9a63a0afbeac698f20e8559508da8c0c8',X'8c07eab5274ff641dd7738770328b66a78071541f5f588772f756bad1301d8a3',NULL,NULL);
INSERT INTO event VALUES(69,1793614200,1793614200,'lea','0.1.0',1,'asset','ried/ried-srv-01',NULL,NULL,'edited','','{"first":16,"rows":1,"counts":null,"owned":true}',X'90dee1b0431baf2c38094922c87ae306c3ffd274807027c4057d0ba5ce9af103',X'db8d773df06ed9e768778404a82b93a53b04f2dc95f910f4127b72d887bbeb34',NULL,NULL);
INSERT INTO event VALUES(70,1793614500,1793614500,'lea','0.1.0',1,'authorisation','1',NULL,NULL,'granted','',NULL,X'2191c086a38df0a761b25fe1bec71484d6178f771f8b3bd746314d7879757be5',X'c30336ce94c1c8d23a254642c176b67357d0f59cd41dcd91e82c62744d9b276f',NULL,NULL);
INSERT INTO event VALUES(71,1793614800,1793614800,'lea','0.1.0',1,'authorisation','1',NULL,NULL,'ended','',NULL,X'9a93f48519d3a55f2238ce8824d0ab9dc3ece23d9e841ee2c983efd5ced5c207',X'ea8f6b56afa594edca689521608f620ef29037808cb21f7908045d3f93151d2c',NULL,NULL);
INSERT INTO event VALUES(72,1793692800,1793692800,'lea','0.1.0',1,'authorisation','2',NULL,NULL,'granted','',NULL,X'79b57f9d62ddefe284d83b56e9e8081e44b0a2256007a45fc081eba3ef67eef9',X'791e5d5879c03992459780402cc450f1769294f7861b39b188df97fb53cfbb9b',NULL,NULL);
INSERT INTO event VALUES(73,1793693400,1793693400,'lea','0.1.0',1,'ticket',NULL,3,3,'edited','RIED-2025|1|||','{"assets":["RIED-SRV-01"]}',NULL,X'94255482ac417742034e6e1f9c34a7e6dcdfbf23b9436545a3fc8d22d65e37ba',NULL,NULL);
INSERT INTO event VALUES(74,1793694000,1793694000,'lea','0.1.0',1,'ticket',NULL,3,4,'time_logged','20|remote','{"permit":{"cited":[{"asset":"RIED-SRV-01","third_party":"sage","authorisation":2,"kind":"cooperation"}]}}',NULL,X'c8dadfbcfb6182e3528c12e99409c995e6c5f70e450a80062a036b1ff6c55504',NULL,NULL);
INSERT INTO event VALUES(75,1793694060,1793694060,'lea','0.1.0',1,'asset','ried/ried-pc 02/b',NULL,NULL,'edited','','{"first":17,"rows":1,"counts":null,"owned":true}',X'e150213ca67c9d7ec4afa5acf11301b2f99e14b3ab95210f909c581f9b3e3dca',X'c60aa7305b8ec8bde38990ebe78fb1006d98979883c17d8565e45d8b01f6defb',NULL,NULL);
INSERT INTO event VALUES(76,1793694120,1793694120,'lea','0.1.0',1,'ticket',NULL,3,5,'edited','RIED-2025|1|||','{"assets":["RIED-PC 02/B"]}',NULL,X'f3ec8ba82f09875dbc77f39bf58c3b6643929dc7cfbfa70e487ca64c684a9636',NULL,NULL);
INSERT INTO event VALUES(77,1793694240,1793694240,'lea','0.1.0',1,'ticket',NULL,3,6,'time_logged','5|remote','{"permit":{"override":{"assets":["RIED-PC 02/B"],"reason":"serveur en panne"}}}',NULL,X'90619199e467d0195bae38afd78ee959a2722f1083a8ecdee2efafcfabb6ffcc',NULL,NULL);
INSERT INTO event VALUES(78,1793694240,1793694240,'infog','0.1.0',1,'database','all',NULL,NULL,'erased','','{"why":"before-the-log","texts":[19],"texts_left":{}}',NULL,X'0af2a2ea4b2dd5124672c578e9749d4cf7607fcf41c932e2f9d0a7daabd87981',NULL,NULL);
INSERT INTO event VALUES(79,1782890000,1782910000,'lea','0.1.0',0,'client','ried',NULL,NULL,'edited','',NULL,X'1d142ac621766c6198b9b46c2451a713e2aae1432c3be55fe205d74ed3c321ef',X'e76e2539adcd608fccfe5097f055da80a9f545984c8363e5785ee0865c45bf89',NULL,NULL);
INSERT INTO event VALUES(80,1782890000,1782900000,'lea','0.1.0',0,'client','ried',NULL,NULL,'edited','',NULL,X'c2c814f747ef8278f4523d4451396bc33b3a935e1674c384afcf4879a7116e5b',X'1861f96cbaad06cdff6c753cce77bc95014ca1028ac16c18beed621b5bb52230',10000,NULL);
INSERT INTO event VALUES(81,1782890000,1782900000,'lea','0.1.0',1,'client','ried',NULL,NULL,'edited','',NULL,X'445282c082d570bd5a9e67f78bc1080ab9670c1f8ba1a71b3a99462ff1ee9bfd',X'24f051a0ab07a0fa142c173605bc84f619756ce1cf224f4f660ad1aec80828cb',NULL,NULL);
INSERT INTO event VALUES(82,1782890000,1782900500,'lea','0.1.0',1,'contact','ried/1',NULL,NULL,'anonymised','',NULL,X'f840f605f0ccfdac4b964be99e792a4bbaaa103009d1756e4269128b31ec093f',X'ec662218990d78e2b8443337c67587b18c10113aad31061df8ba2a1d8494bdf4',NULL,NULL);
INSERT INTO event VALUES(83,1782890000,1782900500,'lea','0.1.0',1,'database','ried',NULL,NULL,'erased','','{"why":"contact","contact":1,"texts":[],"texts_left":{"25":"0115adb1a0f0c9ad48885209c3ed7dac69657dd9b24107b5121e8f51ea304785","26":"927196a23474fc4b695017740966789d4a06828d2b4f5fd1e71c03bb54ab2a83","64":"c3aa56451e05c888069592eb46e3bb2d27e81a579f925a4d51cc49cccfd2f8dc","70":"d4fb7f6ea918f3ba6407d85291fdd83d60965b4d2564bb65eb8e8aeea36d9c2f","71":"2e09e13ef666eeb43a1e2c2cff10634eac7b6bfeda7a6fc5b063738c3396ce49","72":"78645cd015b2fcd324ce915c064e5dda07c14128cc4555b180f5d8ce78b9b622"}}',NULL,X'dda5296c4a0e3972687fbf4567c140ccab1b59a527bfc1cba029e52246473b89',NULL,NULL);
INSERT INTO event VALUES(84,1782890000,1782900500,'lea','0.1.0',1,'database','ried',NULL,NULL,'erased','','{"why":"contact","contact":1,"changes":[],"changes_left":{"5":"5dfc5882908286849a32e3be9170340d9f8b49c074d2e87cd9fd7d6c7701ff8d","6":"6cea3b10ae70a9b8afb16db807d4072cc6843bd02bc70c2d1c72da2d4bc65f11","7":"2824167bd25bbb64913ac75b30bd7741ac32eab0be568dad24dd3d2633758ec7","8":"aba036a140250a1ab29294083880d368da8d7ff07bb4ec46cd711682d4f163fd","9":"7656289e07461f41a1f17a55ef1498830070e68b19b958a1d43de9fafc4c9e13","10":"eea10b59702770a9811006626da9a156972cbc64ba76fd9d231055f5136c7694","11":"f4c21353cb5bb662d219ea1e086dfabaf943423d4703ed1f74d7aea597ffb0b0","15":"a13b5e26d38e1b6cbb295698f0340a460f8c8ccceb7a38979a7d8df9473bbb07"}}',NULL,X'775b4b338b6578a7d93a1a1f831c137ed8c703bdb716fe833c7e6dffc745b56e',NULL,NULL);
INSERT INTO event VALUES(85,1782890000,1782900600,'lea','0.1.0',1,'database','all',NULL,NULL,'erased','','{"why":"age","older_than":"1d","texts":[15,18],"texts_left":{"11":"d1249645de6b7179cfbdf43569b386563dc952b23011b1023539539d2871149a","32":"6de0c1387a5816403b77690568d18f97b0fef99deb5159c10fad36199a146f6d","36":"97d78ceea083808a89f4bcb008a564e78b8b2113ab6817be994c28a848ac8465"}}',NULL,X'3df5d91c9c8f74db27b89fe51188f6be453cc03fa8b930619abe356d5eeda635',NULL,NULL);
INSERT INTO event VALUES(86,1782890000,1782900600,'lea','0.1.0',1,'database','all',NULL,NULL,'erased','','{"why":"age","older_than":"1d","changes":[],"changes_left":{"1":"7e9672374617caad3b77872f24f5d22f3c61905bdc3278f4e4c83657ae9d8796","3":"d1bd6971ef8a588ad123350b6c10b81edad9ee5452228fd03105ff6f788e5534","5":"b94fd47d736fa1951835713d4fa4707395b3dc0fd54d31441c13dfd2c080631a","6":"6e20ddf3994ef583b5347213ee502ad11129465c558c5fbde78b9ca4b5eb4482","7":"a49764862cea39739e928401bc45bf29023a1dbf09103aeadd228e0f38cfa899","8":"5f8bd0610cb010e8132fdbee3800bebfb922424adde79b92e706fbb15e159b55","9":"ded81a81bf9dfed26dbb2d537a32d61403dfabb6271df791918a4abb6f63954f"}}',NULL,X'7224868ef20f61d26f0741859eb60cd879c864acaef46ac34bd429a0a8114343',NULL,NULL);
INSERT INTO event VALUES(87,1794297600,1794297600,'lea','0.1.0',1,'ticket',NULL,5,1,'opened','ried|incident|N2|RIED-2025|1|||',NULL,X'952f82e1bed905ddd14d9f0be4b3fcf64145029394b2a856a2abd18b200aac17',X'0b643099abfe2a91ed09a2bf0fd929290f1b6f79382ef93de42f1971b0ff2913',NULL,NULL);
INSERT INTO event VALUES(88,1794297600,1794297600,'lea','0.1.0',1,'ticket',NULL,5,2,'acknowledged','',NULL,NULL,X'1c5093614c105489decb7664aff9acbfe027cc7b5d2840b90bb2c56f0cfcc52f',NULL,87);
INSERT INTO event VALUES(89,1794301200,1794301200,'lea','0.1.0',1,'ticket',NULL,5,3,'noted','',NULL,X'b31164cc807f904dd00f4eda381b8488f06f2b3d91e870621c88aeee99057fc4',X'f94cb1f72a14cfda4f073e3cf36278fc283fb0e60efeabfa825f83dd40baf14b',NULL,NULL);
INSERT INTO event VALUES(90,1794301200,1794304800,'lea','0.1.0',1,'ticket',NULL,5,4,'undone','3',NULL,NULL,X'2bf1cf590b0dca444f45097a536d5c59cdc3a74675ab482bcaf1343669b70330',NULL,NULL);
INSERT INTO event VALUES(91,1794297600,1794308400,'lea','0.1.0',1,'ticket',NULL,5,5,'undone','2',NULL,NULL,X'40ca66ad7c15194dbd1d5407a6f4a18d6850e5c8ad21cd19ebbb70bd7939bdee',NULL,NULL);
INSERT INTO event VALUES(92,1794297600,1794308400,'lea','0.1.0',1,'ticket',NULL,5,6,'undone','1',NULL,NULL,X'7b2b4473f93196bdc051dc818e4b1b5096fd268c3e0cc59d6ed3a25ea4e1f443',NULL,91);
INSERT INTO event VALUES(93,1794312000,1794312000,'lea','0.1.0',1,'asset','ried',NULL,NULL,'imported','','{"first":18,"rows":2,"counts":{"read":2,"created":1,"updated":1,"unchanged":0,"refused":0},"owned":true,"file":"standard input"}',X'3521a58baa8ca2140fe1c2064e3a9cbe671ba158ef777ede5013284cae210f34',X'a884efdac6eb638a44ebf2aedefab7a837f0cc855ea1f9930b8e746364de049e',NULL,NULL);
INSERT INTO event VALUES(94,1794312000,1794315600,'lea','0.1.0',1,'asset','ried',NULL,NULL,'undone','93','{"first":20,"rows":2,"counts":null,"owned":true,"gone":[[1,21,1]]}',X'c67b7b042080227bb745763d46c07cc3f8f95f2c15990c3eff597b9639436eb5',X'4f6affc167afbeb19723fa9a54a6d5e9f0706e1cea45992a0fa236e30a296954',NULL,NULL);
INSERT INTO event VALUES(95,1794319200,1794319200,'lea','0.1.0',1,'site','ried/sud',NULL,NULL,'added','',NULL,X'2dd82315cf01f3fa624e83b8ea664ea37a842f8b1b7e11920d1ffe6c2e807e65',X'839a42014b3c310e766fa29738e6171444b51561eeee7378de440132966c7a74',NULL,NULL);
INSERT INTO event VALUES(96,1794319200,1794322800,'lea','0.1.0',1,'site','ried/sud',NULL,NULL,'undone','95','{"row":2}',X'eb1edd8fc1556809d31cbb7bd2e0340c1dc215f3edc09d6155cd304fb2e914d3',X'23539475d1d18967850ffd1e39da9c2106a6f2fcd638b9b8474609be32fa63f4',NULL,NULL);
INSERT INTO event VALUES(97,1794319200,1794326400,'lea','0.1.0',1,'site','ried/sud',NULL,NULL,'undone','96','{"row":2}',X'11a14e78cd96764c19ce74e05cf6387110ae2461b2d7a87a77b4f05e30387c82',X'0a2c0c0c96b1770adce011d7ad7ec10edfe3f331ea3964cb5b7523268af0c30e',NULL,NULL);
INSERT INTO event VALUES(98,1793606400,1793606400,'lea','0.1.0',1,'asset','',NULL,NULL,'imported','','{"first":22,"rows":3,"counts":{"read":3,"created":3,"updated":0,"unchanged":0,"refused":0},"owned":true,"file":"parc.csv"}',X'e7f645b4a0e882ae5ebd8497694b6ab1754f05ba42a6969ff7173cfeeb462138',X'b4e4c5d88241479f34a503bb5dd25cfc847f500ef2f909d57431326575476769',NULL,NULL);
INSERT INTO event VALUES(99,1793606400,1793606400,'lea','0.1.0',1,'asset','ried/ried-pc-20',NULL,NULL,'edited','','{"first":25,"rows":1,"counts":null,"owned":true}',X'39defaf376c4a4ef4e6df26852d8f916f0a0a63b99df3038a533c8c14112e6bb',X'b6ed126610f57ae42a47c7f46e07bbc4a784cb22d4012f3b7e0356e78fa8601e',NULL,NULL);
INSERT INTO event VALUES(100,1793692800,1793692800,'lea','0.1.0',1,'asset','ried/ried-nas',NULL,NULL,'added','','{"first":26,"rows":1,"counts":null,"owned":true}',X'995062fbfe31beecd08334644dd23f59711eecbd68b3f63b5df8be81359c4054',X'ebc1d12e53aecf3fc242e1e3caeabb10afcea06e76b352622d655b541dcd707a',NULL,NULL);
INSERT INTO event VALUES(101,1793692800,1793692800,'lea','0.1.0',1,'asset','ried/ried-nas',NULL,NULL,'undone','100','{"first":27,"rows":1,"counts":null,"owned":true,"gone":[[1,27,1]]}',X'9b9b8e1b8d12256738b8b0f212f24052ec089cade6cba15a93b4a618a27602dd',X'9462439bea1710dba388cc7cec491b20e0ff6bbcb52725237996833c85bd4446',NULL,NULL);
CREATE TABLE event_text (
    event INTEGER NOT NULL PRIMARY KEY REFERENCES event (id),
    salt BLOB,
    body TEXT CHECK (length(body) <= 10000000)
) STRICT;
INSERT INTO event_text VALUES(1,X'45cfd8a01dbea03f4aa5ce42e477698c','{"before":null,"after":{"code":"ried","name":"Ateliers du Ried","zone":"Europe/Paris","language":"fr","archived":false}}');
INSERT INTO event_text VALUES(2,X'c4e7825e7df0aab0d15537e0e4ce2ef7','{"before":null,"after":{"code":"Lys","name":"Cabinet Lys","zone":"Europe/Paris","language":"fr","archived":false}}');
INSERT INTO event_text VALUES(3,X'1a8427d561df0e7e10ce44184c25fd46','{"before":null,"after":{"code":"ancien","name":"Ancien client","zone":"Europe/Paris","language":"fr","archived":false}}');
INSERT INTO event_text VALUES(4,X'431c7ac6cb9f1f67fe18b8670b7f967f','{"before":{"code":"ancien","name":"Ancien client","zone":"Europe/Paris","language":"fr","archived":false},"after":{"code":"ancien","name":"Ancien client","zone":"Europe/Paris","language":"fr","archived":true}}');
INSERT INTO event_text VALUES(6,X'0d2175591dfdb7d09bdd862d42128925','{"reason":"titre oublié"}');
INSERT INTO event_text VALUES(11,X'04cba200f20a9d2103bdad96ebc13db9','{"title":"—"}');
INSERT INTO event_text VALUES(15,NULL,NULL);
INSERT INTO event_text VALUES(18,NULL,NULL);
INSERT INTO event_text VALUES(19,NULL,NULL);
INSERT INTO event_text VALUES(22,X'619ee653181ebaf6184d695889816e93','{"title":"Nouveau poste","requester":"M. Muller"}');
INSERT INTO event_text VALUES(23,X'a79bf22694b56459610af796da8ea5ec','{"before":null,"after":{"client":"ried","code":"nord","name":"Atelier Nord","address":"12 rue du Rhin, 67600 Sélestat","access":"badge","archived":false}}');
INSERT INTO event_text VALUES(24,X'9f874cb99524eecc4a4c576e2f585cfa','{"before":{"client":"ried","code":"nord","name":"Atelier Nord","address":"12 rue du Rhin, 67600 Sélestat","access":"badge","archived":false},"after":{"client":"ried","code":"nord","name":"Atelier Nord","address":"12 rue du Rhin, 67600 Sélestat","access":"badge","rooms":[{"name":"Baie 1","kind":"rack","archived":false}],"archived":false}}');
INSERT INTO event_text VALUES(25,X'b3e2cdb7c0ed5e716fc87f74a4203226','{"before":null,"after":{"client":"ried","name":"Contact 1","site":"nord","roles":["requester"],"archived":false}}');
INSERT INTO event_text VALUES(26,X'36bd4fd7f8bbe809293ac83d9a8a1441','{"before":{"client":"ried","name":"Contact 1","site":"nord","roles":["requester"],"archived":false},"after":{"client":"ried","name":"Contact 1","site":"nord","roles":["requester"],"archived":false}}');
INSERT INTO event_text VALUES(30,X'ac2571ec3fd04f4e2d43b064c9e682f4','{"type":"lent","from":"in-stock"}');
INSERT INTO event_text VALUES(32,X'cf1148a877216b50f856341ea65aca73','{"type":"sent-out","supplier":"Dell","reference":"SR-118","expected_on":"2026-07-10","from":"in-service"}');
INSERT INTO event_text VALUES(34,X'c1ebd28227eaa0f335bfcdd5e49d087d','{"type":"returned"}');
INSERT INTO event_text VALUES(36,X'a5d5d9418a93efd2fc11280333395393','{"type":"came-back","to":"in-service"}');
INSERT INTO event_text VALUES(38,X'451b29ce46ca5377e777a4a286d7aacd','{"type":"replaced","text":"renouvellement"}');
INSERT INTO event_text VALUES(40,X'9e23f4c51530df2dfcfb474e98e5fe17','{"type":"replaces","text":"renouvellement"}');
INSERT INTO event_text VALUES(42,X'94cfdb0b1268b55bd1aa94ff51cc5b20','{"type":"updated","component":"os","to":"12.4"}');
INSERT INTO event_text VALUES(43,X'396225bb9ac88678087aba4776bee64e','{"before":null,"after":{"component":"os","product":"Debian","type":"reach","version":"12"}}');
INSERT INTO event_text VALUES(44,X'004d37da6379e95b11a513613d62d723','{"before":null,"after":{"client":"ried","component":"os","product":"Debian","type":"reach","version":"11"}}');
INSERT INTO event_text VALUES(45,X'25153c8d8599589a199020c8c36cdb8e','{"before":null,"after":{"component":"os","product":"Debian","type":"support-ends","version":"11","on":"2026-08-31"}}');
INSERT INTO event_text VALUES(48,X'e2355ee92190f5b3290e3799743c52fb','{"holder":{"client":"ried","tag":"RIED-PC 02/B"},"reason":null}');
INSERT INTO event_text VALUES(49,X'2932b81a437a4d8ad372c936f41b56a7','{"holder":{"client":"ried","tag":"RIED-PC-09"},"reason":null}');
INSERT INTO event_text VALUES(50,X'b14f77c12a9cd67c31d0fbd9bb7b8846','{"holder":"Mme Œuvrard","reason":"commande 2026-114"}');
INSERT INTO event_text VALUES(51,X'f91fe1e4df4ddc2d68c0a05e59b11483','{"holder":{"client":"ried","tag":"RIED-PC-09"},"reason":null}');
INSERT INTO event_text VALUES(56,X'cf89e2b26d09cb3a34f01093c0580766','{"text":"Visite"}');
INSERT INTO event_text VALUES(60,X'1092b48a96ee732b45d590e543eb3c1c','{"text":"Visite"}');
INSERT INTO event_text VALUES(61,X'2faacfe697f9b82432b5f8c22c019973','{"title":"Essai"}');
INSERT INTO event_text VALUES(63,X'f225a1e05d993686e7bd4678be8d8f94','{"before":null,"after":{"name":"initial","client":"ried","started_at":1793606400}}');
INSERT INTO event_text VALUES(64,X'520410e9c71bc3146585cdbe1f18580c','{"before":{"name":"initial","client":"ried","started_at":1793606400},"after":{"name":"initial","client":"ried","started_at":1793606400,"accepted":{"at":1793610000,"by":"Contact 1","evidence":"mail du 2 novembre","assets":3,"sha256":"34e2f2d9e0172c88e9d1506508e5fbe7fb364e7992a3796b845eb7d54e18b2c5"}}}');
INSERT INTO event_text VALUES(65,X'3ae12b964e2fe3a6f0c1f950cb5eed32','{"before":null,"after":{"name":"suivante","client":"ried","started_at":1793613600}}');
INSERT INTO event_text VALUES(66,X'6e8b0d3187725c60e8cafa0baf1460fd','{"before":null,"after":{"code":"sage","name":"Sage Est","contact":"03 88 00 00 00","subcontractor":false,"archived":false}}');
INSERT INTO event_text VALUES(67,X'b17066c7414a33a9548afefb2677f4d9','{"before":null,"after":{"code":"nuit","name":"Astreinte SARL","subcontractor":true,"archived":false}}');
INSERT INTO event_text VALUES(68,X'1ee6625a122122c611df09633f71d85c','{"before":{"code":"nuit","name":"Astreinte SARL","subcontractor":true,"archived":false},"after":{"code":"nuit","name":"Astreinte SARL","subcontractor":true,"archived":true}}');
INSERT INTO event_text VALUES(70,X'c47179b5944e2cb356e1c4eea197d14b','{"before":null,"after":{"number":1,"client":"ried","third_party":"sage","assets":["RIED-SRV-01"],"kind":"authorisation","granted_by":"Contact 1","from":"2026-11-02"}}');
INSERT INTO event_text VALUES(71,X'cb5973c1a38cc293d56c64e7e434c368','{"before":{"number":1,"client":"ried","third_party":"sage","assets":["RIED-SRV-01"],"kind":"authorisation","granted_by":"Contact 1","from":"2026-11-02"},"after":{"number":1,"client":"ried","third_party":"sage","assets":["RIED-SRV-01"],"kind":"authorisation","granted_by":"Contact 1","from":"2026-11-02","to":"2026-11-02","ended_because":"remplacée"}}');
INSERT INTO event_text VALUES(72,X'03f94df13341a2faffc403f2e1a4cb45','{"before":null,"after":{"number":2,"client":"ried","third_party":"sage","kind":"cooperation","granted_by":"Contact 1","from":"2026-11-03","evidence":"S-12"}}');
INSERT INTO event_text VALUES(79,X'90074eece09010f8c117abef926c5338','{"before":{"code":"ried","name":"Ateliers du Ried","zone":"Europe/Paris","language":"fr","archived":false},"after":{"code":"ried","name":"Ateliers du Ried SA","zone":"Europe/Paris","language":"fr","archived":false}}');
INSERT INTO event_text VALUES(80,X'd9d9b4325f2a02b746bbcf11a4ffa398','{"before":{"code":"ried","name":"Ateliers du Ried SA","zone":"Europe/Paris","language":"fr","archived":false},"after":{"code":"ried","name":"Ateliers du Ried SAS","zone":"Europe/Paris","language":"fr","archived":false}}');
INSERT INTO event_text VALUES(81,X'49a87413af8fc179c700a6f66d3be153','{"before":{"code":"ried","name":"Ateliers du Ried SAS","zone":"Europe/Paris","language":"fr","archived":false},"after":{"code":"ried","name":"Ateliers du Ried","zone":"Europe/Paris","language":"fr","archived":false}}');
INSERT INTO event_text VALUES(82,X'53cfdee0ea958bc1fd881963019f4e39','{"before":null,"after":{"client":"ried","name":"Contact 1","site":"nord","roles":["requester"],"archived":true}}');
INSERT INTO event_text VALUES(87,X'017ad0a03beca28c61213d4269c44dec','{"title":"Écran bleu"}');
INSERT INTO event_text VALUES(89,X'daa519a2b5b8be639fffe50a5cae91ff','{"body":"rappeler"}');
INSERT INTO event_text VALUES(95,X'19b2e2e5ac2950215c8593972ae28609','{"before":null,"after":{"client":"ried","code":"sud","name":"Sud","archived":false}}');
INSERT INTO event_text VALUES(96,X'4210add16bb38de9f905ce4311197765','{"before":{"client":"ried","code":"sud","name":"Sud","archived":false},"after":null}');
INSERT INTO event_text VALUES(97,X'1beb5e2d8201f391810a9db251a0ba27','{"before":null,"after":{"client":"ried","code":"sud","name":"Sud","archived":false}}');
CREATE TABLE client (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    key TEXT NOT NULL UNIQUE,
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    data TEXT NOT NULL CHECK (length(data) <= 1000000)
) STRICT;
INSERT INTO client VALUES(1,'ried','ried',0,'{"code":"ried","name":"Ateliers du Ried","zone":"Europe/Paris","language":"fr","archived":false}');
INSERT INTO client VALUES(2,'Lys','lys',0,'{"code":"Lys","name":"Cabinet Lys","zone":"Europe/Paris","language":"fr","archived":false}');
INSERT INTO client VALUES(3,'ancien','ancien',1,'{"code":"ancien","name":"Ancien client","zone":"Europe/Paris","language":"fr","archived":true}');
CREATE TABLE calendar_version (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    key TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    source TEXT NOT NULL CHECK (length(source) <= 4000000),
    spec TEXT NOT NULL CHECK (length(spec) <= 4000000),
    event INTEGER NOT NULL REFERENCES event (id),
    replaced_by INTEGER REFERENCES event (id)
) STRICT;
INSERT INTO calendar_version VALUES(1,'ried-bureau','ried-bureau','',replace('name = "ried-bureau"\n','\n',char(10)),'{"name":"ried-bureau","title":"Bureau","timezone":"Europe/Paris","effective_on":null,"holidays":["fr-alsace-moselle"],"worked_holidays":[],"hours":[[{"start":480,"end":720}],[],[],[],[],[],[]],"closures":[],"openings":[]}',5,6);
INSERT INTO calendar_version VALUES(2,'ried-bureau','ried-bureau','',replace('name = "ried-bureau"\n# corrigé\n','\n',char(10)),'{"name":"ried-bureau","title":"Bureau du Ried","timezone":"Europe/Paris","effective_on":null,"holidays":["fr-alsace-moselle"],"worked_holidays":[],"hours":[[{"start":480,"end":720}],[],[],[],[],[],[]],"closures":[],"openings":[]}',6,NULL);
CREATE TABLE asset (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
    client INTEGER NOT NULL REFERENCES client (id),
    tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 64),
    tag_key TEXT NOT NULL,
    serial_key TEXT CHECK (length(serial_key) BETWEEN 1 AND 400),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    status TEXT NOT NULL CHECK (length(status) BETWEEN 1 AND 40),
    data TEXT NOT NULL CHECK (length(data) <= 1000000),
    source BLOB
) STRICT;
INSERT INTO asset VALUES(1,1,'RIED-SRV-01','ried-srv-01','sn-0009','server','in-service','{"tag":"RIED-SRV-01","kind":"server","status":"in-service","managed_by":"third-party","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"assigned_to":"Mme Œuvrard","os_version":"12.4","serial":"SN-0009"},"attrs":{"ram":"64 Go","third_party":"sage"}}',NULL);
INSERT INTO asset VALUES(2,1,'RIED-PC 02/B','ried-pc 02/b','sn-0002','laptop','in-service','{"tag":"RIED-PC 02/B","kind":"laptop","status":"in-service","managed_by":"third-party","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"assigned_to":"Mme Œuvrard","serial":"SN-0002"},"attrs":{"ram":"64 Go"}}',NULL);
INSERT INTO asset VALUES(3,1,'RIED-PC-09','ried-pc-09','sn-0019','laptop','retired','{"tag":"RIED-PC-09","kind":"laptop","status":"retired","managed_by":"provider","criticality":"normal","site":"nord","texts":{"assigned_to":"Paul Contact 1","serial":"SN-0019"}}',NULL);
INSERT INTO asset VALUES(4,1,'RIED-PC-10','ried-pc-10',NULL,'laptop','retired','{"tag":"RIED-PC-10","kind":"laptop","status":"retired","managed_by":"provider","criticality":"normal","site":"nord"}',NULL);
INSERT INTO asset VALUES(5,1,'RIED-M365','ried-m365',NULL,'licence','in-service','{"tag":"RIED-M365","kind":"licence","status":"in-service","managed_by":"provider","criticality":"normal","dates":{"expires_on":"2027-03-31"},"seats":2,"texts":{"label":"Microsoft 365","licence_key":"ABCDE-12345-XYZW9","manufacturer":"Microsoft"}}',NULL);
INSERT INTO asset VALUES(6,2,'EDR','edr',NULL,'licence','in-service','{"tag":"EDR","kind":"licence","status":"in-service","managed_by":"provider","criticality":"normal","seats":9,"texts":{"label":"Endpoint"},"attrs":{"owner":"provider","perpetual":"yes"}}',NULL);
INSERT INTO asset VALUES(8,1,'RIED-PC-20','ried-pc-20','sn-0020','laptop','in-service','{"tag":"RIED-PC-20","kind":"laptop","status":"in-service","managed_by":"provider","criticality":"normal","texts":{"assigned_to":"M. Klein","label":"Accueil","serial":"SN-0020"}}',NULL);
INSERT INTO asset VALUES(9,1,'RIED-PC-21','ried-pc-21','sn-0021','laptop','in-service','{"tag":"RIED-PC-21","kind":"laptop","status":"in-service","managed_by":"provider","criticality":"normal","texts":{"label":"Atelier","serial":"SN-0021"}}',X'7df67fc7e2fba8688620cf76d5669328');
INSERT INTO asset VALUES(10,2,'LYS-PC-01','lys-pc-01','ly-1','desktop','in-service','{"tag":"LYS-PC-01","kind":"desktop","status":"in-service","managed_by":"provider","criticality":"normal","texts":{"label":"Étude","serial":"LY-1"}}',X'87a8de2e72ff70f351e6ced47faa7747');
CREATE TABLE ticket_cache (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    marks BLOB NOT NULL,
    client INTEGER NOT NULL REFERENCES client (id),
    contract TEXT,
    contract_key TEXT,
    amendment INTEGER NOT NULL,
    line TEXT,
    excluded TEXT,
    kind TEXT NOT NULL,
    severity TEXT,
    status TEXT NOT NULL,
    is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
    opened_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    assignee TEXT,
    title TEXT NOT NULL CHECK (length(title) <= 1000),
    assets TEXT NOT NULL,
    events INTEGER NOT NULL CHECK (events > 0)
) STRICT;
INSERT INTO ticket_cache VALUES(1,X'80a0e8f18e06b4012c726965647c696e636964656e747c4e327c524945442d323032357c317c73657276657572737c7c4e312c4e3201d0f1f18e06b4018580fbf18e06b4010e77616974696e672d636c69656e7406a0b3f28e06b40184b0b6f28e06b40106636c69656e748e80c6f28e06b4010a32357c6f6e2d736974650ad0d5f28e06b40190e8cdf28e06b40103377c7c',1,'RIED-2025','ried-2025',1,'serveurs',NULL,'incident','N2','resolved',0,0,1767603600,1767610100,'noé','—','RIED-SRV-01',8);
INSERT INTO ticket_cache VALUES(2,X'80f0f4f28e06b4012c726965647c696e636964656e747c4e327c524945442d323032357c317c73657276657572737c7c4e312c4e3287d8fcf28e06b401024e318da0fef28e06b4010b6475706c69636174657c31',1,'RIED-2025','ried-2025',1,'serveurs',NULL,'incident','N1','cancelled',0,0,1767612600,1767613200,'noé','','RIED-SRV-01',3);
INSERT INTO ticket_cache VALUES(3,X'8090f3fd8e06b4012c726965647c696e636964656e747c4e327c524945442d323032357c317c73657276657572737c7c4e312c4e328ee0e3baa506c0700932307c72656d6f74658fb0cde2a706000e524945442d323032357c317c7c7c8ee0d6e2a706000932307c72656d6f74658fd0d8e2a706000e524945442d323032357c317c7c7c8ec0dae2a7060008357c72656d6f7465',1,'RIED-2025','ried-2025',1,NULL,NULL,'incident','N2','open',1,0,1767702600,1793694240,'noé','Nouveau poste','RIED-PC 02/B',6);
INSERT INTO ticket_cache VALUES(4,X'80c0abbaa506001f726965647c696e636964656e747c7c524945442d4341524e45547c307c7c7c8ee0e3baa506c0700932307c72656d6f7465',1,'RIED-CARNET','ried-carnet',0,NULL,NULL,'incident',NULL,'open',1,0,1791266400,1791270000,NULL,'Essai','',2);
CREATE TABLE ticket_asset (
    client INTEGER NOT NULL,
    tag_key TEXT NOT NULL,
    ticket INTEGER NOT NULL,
    PRIMARY KEY (client, tag_key, ticket)
) STRICT, WITHOUT ROWID;
INSERT INTO ticket_asset VALUES(1,'ried-pc 02/b',3);
INSERT INTO ticket_asset VALUES(1,'ried-srv-01',1);
INSERT INTO ticket_asset VALUES(1,'ried-srv-01',2);
CREATE TABLE ticket_word (
    word TEXT NOT NULL,
    ticket INTEGER NOT NULL,
    PRIMARY KEY (word, ticket)
) STRICT, WITHOUT ROWID;
INSERT INTO ticket_word VALUES('essai',4);
INSERT INTO ticket_word VALUES('m',3);
INSERT INTO ticket_word VALUES('muller',3);
INSERT INTO ticket_word VALUES('nouveau',3);
INSERT INTO ticket_word VALUES('poste',3);
CREATE TABLE site (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client INTEGER NOT NULL REFERENCES client (id),
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    key TEXT NOT NULL,
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    data TEXT NOT NULL CHECK (length(data) <= 1000000)
) STRICT;
INSERT INTO site VALUES(1,1,'nord','nord',0,'{"client":"ried","code":"nord","name":"Atelier Nord","address":"12 rue du Rhin, 67600 Sélestat","access":"badge","rooms":[{"name":"Baie 1","kind":"rack","archived":false}],"archived":false}');
INSERT INTO site VALUES(2,1,'sud','sud',0,'{"client":"ried","code":"sud","name":"Sud","archived":false}');
CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
    client INTEGER NOT NULL REFERENCES client (id),
    key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 800),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    data TEXT NOT NULL CHECK (length(data) <= 1000000)
) STRICT;
INSERT INTO contact VALUES(1,1,'contact 1',1,'{"client":"ried","name":"Contact 1","site":"nord","roles":["requester"],"archived":true}');
CREATE TABLE asset_deed (
    event INTEGER NOT NULL PRIMARY KEY REFERENCES event (id),
    asset INTEGER NOT NULL REFERENCES asset (id),
    other INTEGER REFERENCES asset (id),
    type TEXT NOT NULL CHECK (length(type) BETWEEN 1 AND 40)
) STRICT;
INSERT INTO asset_deed VALUES(30,3,4,'lent');
INSERT INTO asset_deed VALUES(32,4,3,'sent-out');
INSERT INTO asset_deed VALUES(34,3,4,'returned');
INSERT INTO asset_deed VALUES(36,4,NULL,'came-back');
INSERT INTO asset_deed VALUES(38,4,3,'replaced');
INSERT INTO asset_deed VALUES(40,3,4,'replaces');
INSERT INTO asset_deed VALUES(42,1,NULL,'updated');
CREATE TABLE version_rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client INTEGER REFERENCES client (id),
    key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 2000),
    data TEXT NOT NULL CHECK (length(data) <= 100000)
) STRICT;
INSERT INTO version_rule VALUES(1,NULL,'target/os/debian/','{"component":"os","product":"Debian","type":"reach","version":"12"}');
INSERT INTO version_rule VALUES(2,1,'target/os/debian/','{"client":"ried","component":"os","product":"Debian","type":"reach","version":"11"}');
INSERT INTO version_rule VALUES(3,NULL,'support/os/debian/11','{"component":"os","product":"Debian","type":"support-ends","version":"11","on":"2026-08-31"}');
CREATE TABLE licence_seat (
    event INTEGER NOT NULL PRIMARY KEY REFERENCES event (id),
    licence INTEGER NOT NULL REFERENCES asset (id),
    asset INTEGER REFERENCES asset (id),
    person TEXT CHECK (length(person) BETWEEN 1 AND 200),
    person_key TEXT,
    over_use INTEGER NOT NULL CHECK (over_use IN (0, 1)),
    assigned_at INTEGER NOT NULL,
    released INTEGER REFERENCES event (id),
    released_at INTEGER,
    CHECK ((released IS NULL) = (released_at IS NULL)),
    CHECK (asset IS NULL OR person IS NULL)
) STRICT;
INSERT INTO licence_seat VALUES(48,5,2,NULL,NULL,0,1782889200,NULL,NULL);
INSERT INTO licence_seat VALUES(49,5,3,NULL,NULL,0,1782889200,52,1782889200);
INSERT INTO licence_seat VALUES(50,5,NULL,'Mme Œuvrard','mme œuvrard',1,1782889200,NULL,NULL);
INSERT INTO licence_seat VALUES(51,6,3,NULL,NULL,0,1782889200,54,1782889200);
CREATE TABLE campaign (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client INTEGER NOT NULL REFERENCES client (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    key TEXT NOT NULL,
    accepted_at INTEGER,
    data TEXT NOT NULL CHECK (length(data) <= 1000000)
) STRICT;
INSERT INTO campaign VALUES(1,1,'initial','initial',1793610000,'{"name":"initial","client":"ried","started_at":1793606400,"accepted":{"at":1793610000,"by":"Contact 1","evidence":"mail du 2 novembre","assets":3,"sha256":"34e2f2d9e0172c88e9d1506508e5fbe7fb364e7992a3796b845eb7d54e18b2c5"}}');
INSERT INTO campaign VALUES(2,1,'suivante','suivante',NULL,'{"name":"suivante","client":"ried","started_at":1793613600}');
CREATE TABLE third_party (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    key TEXT NOT NULL UNIQUE,
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),
    data TEXT NOT NULL CHECK (length(data) <= 1000000)
) STRICT;
INSERT INTO third_party VALUES(1,'sage','sage',0,'{"code":"sage","name":"Sage Est","contact":"03 88 00 00 00","subcontractor":false,"archived":false}');
INSERT INTO third_party VALUES(2,'nuit','nuit',1,'{"code":"nuit","name":"Astreinte SARL","subcontractor":true,"archived":true}');
CREATE TABLE authorisation (
    number INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    third_party INTEGER NOT NULL REFERENCES third_party (id),
    client INTEGER NOT NULL REFERENCES client (id),
    data TEXT NOT NULL CHECK (length(data) <= 1000000)
) STRICT;
INSERT INTO authorisation VALUES(1,1,1,'{"number":1,"client":"ried","third_party":"sage","assets":["RIED-SRV-01"],"kind":"authorisation","granted_by":"Contact 1","from":"2026-11-02","to":"2026-11-02","ended_because":"remplacée"}');
INSERT INTO authorisation VALUES(2,1,1,'{"number":2,"client":"ried","third_party":"sage","kind":"cooperation","granted_by":"Contact 1","from":"2026-11-03","evidence":"S-12"}');
CREATE TABLE IF NOT EXISTS "asset_change" (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id > 0),
    event INTEGER NOT NULL CHECK (event > 0),
    line INTEGER NOT NULL CHECK (line >= 0),
    asset INTEGER NOT NULL CHECK (asset > 0),
    digest BLOB NOT NULL,
    salt BLOB,
    before TEXT,
    after TEXT
) STRICT;
INSERT INTO asset_change VALUES(1,9,2,1,X'9bb8dab67cfe42286a2b2169188305e736c979bccb1ab01c2f96874a35b49a31',X'7c56a0f2d72da5398d50232e806c6a47',NULL,'{"tag":"RIED-SRV-01","kind":"server","status":"in-service","managed_by":"provider","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"serial":"SN-0001"},"attrs":{"ram":"64 Go"}}');
INSERT INTO asset_change VALUES(2,9,3,2,X'2f0ad6f52741fb5c712303f7652147a63688eb749c51258c08dcb3212c2fe317',X'd373acea0bb394ccd4753ed40ec624d5',NULL,'{"tag":"RIED-PC 02/B","kind":"laptop","status":"in-service","managed_by":"provider","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"assigned_to":"Mme Œuvrard","serial":"SN-0002"},"attrs":{"ram":"64 Go"}}');
INSERT INTO asset_change VALUES(3,10,0,1,X'2e74b014068b5c8f5c2e1477e3c4a0120bd51b7b18943e49c4b17637d3066289',X'14430a219602c3c383725231eab57e89','{"tag":"RIED-SRV-01","kind":"server","status":"in-service","managed_by":"provider","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"serial":"SN-0001"},"attrs":{"ram":"64 Go"}}','{"tag":"RIED-SRV-01","kind":"server","status":"in-service","managed_by":"provider","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"serial":"SN-0009"},"attrs":{"ram":"64 Go"}}');
INSERT INTO asset_change VALUES(4,27,0,3,X'97d5c241615683ee17628e6efc729cd726bfb0644216df9dbeaf4ff19b2b5ea9',X'822fda8b64a7fa77d6254b173dbe58c2',NULL,'{"tag":"RIED-PC-09","kind":"laptop","status":"in-stock","managed_by":"provider","criticality":"normal","texts":{"serial":"SN-0019"}}');
INSERT INTO asset_change VALUES(5,28,0,4,X'f1e995e4cbfeb231061500c6e30bd0ee8d4c578c3a51dd9d130ed30d80a483d5',X'52db7fcff66705c0bd22499773f6215d',NULL,'{"tag":"RIED-PC-10","kind":"laptop","status":"in-service","managed_by":"provider","criticality":"normal","site":"nord"}');
INSERT INTO asset_change VALUES(6,29,0,3,X'a815f597d6c0ca499d6f6d8e3d9e74aba20a0b16dec923886acab5819a191cbb',X'c08a7b684d58820c22694d06dbbb8ab2','{"tag":"RIED-PC-09","kind":"laptop","status":"in-stock","managed_by":"provider","criticality":"normal","texts":{"serial":"SN-0019"}}','{"tag":"RIED-PC-09","kind":"laptop","status":"on-loan","managed_by":"provider","criticality":"normal","site":"nord","texts":{"serial":"SN-0019"}}');
INSERT INTO asset_change VALUES(7,31,0,4,X'c73f214cc302a73b53650599c1e02dd0d4b2357d791e45cb990a86c95f59fc66',X'8276229458c2af2de3e6a87608c94bcf','{"tag":"RIED-PC-10","kind":"laptop","status":"in-service","managed_by":"provider","criticality":"normal","site":"nord"}','{"tag":"RIED-PC-10","kind":"laptop","status":"in-repair","managed_by":"provider","criticality":"normal","site":"nord"}');
INSERT INTO asset_change VALUES(8,33,0,3,X'25ed1f792abc580dce73640c447037087156e594716f935951ae22e6668404ad',X'35db782345d105acc1c658f7af33ef3d','{"tag":"RIED-PC-09","kind":"laptop","status":"on-loan","managed_by":"provider","criticality":"normal","site":"nord","texts":{"serial":"SN-0019"}}','{"tag":"RIED-PC-09","kind":"laptop","status":"in-stock","managed_by":"provider","criticality":"normal","texts":{"serial":"SN-0019"}}');
INSERT INTO asset_change VALUES(9,35,0,4,X'b0e7addd5f9889a01fa1e4e98cc6c7e355aa7914faaa9a8e75c49a2aebae6106',X'0a4eaa650195ce3e9f8784d2514d40a2','{"tag":"RIED-PC-10","kind":"laptop","status":"in-repair","managed_by":"provider","criticality":"normal","site":"nord"}','{"tag":"RIED-PC-10","kind":"laptop","status":"in-service","managed_by":"provider","criticality":"normal","site":"nord","texts":{"assigned_to":"Paul Contact 1"}}');
INSERT INTO asset_change VALUES(10,37,0,4,X'b29d9e31ddb921b63e156d69eb71454c6acd44e0172a652120c2ec6c2ec7fbd6',X'45677261d68df2e5271e89b78fee1fdc','{"tag":"RIED-PC-10","kind":"laptop","status":"in-service","managed_by":"provider","criticality":"normal","site":"nord","texts":{"assigned_to":"Paul Contact 1"}}','{"tag":"RIED-PC-10","kind":"laptop","status":"retired","managed_by":"provider","criticality":"normal","site":"nord"}');
INSERT INTO asset_change VALUES(11,39,0,3,X'a8df4e5c60aa783ed09225cb2ca91743c9b4461a6d6c9b5a1da610c798560f1f',X'2fc26538fc355cd801dc86b7bebb8ca2','{"tag":"RIED-PC-09","kind":"laptop","status":"in-stock","managed_by":"provider","criticality":"normal","texts":{"serial":"SN-0019"}}','{"tag":"RIED-PC-09","kind":"laptop","status":"in-service","managed_by":"provider","criticality":"normal","site":"nord","texts":{"assigned_to":"Paul Contact 1","serial":"SN-0019"}}');
INSERT INTO asset_change VALUES(12,41,0,1,X'586733cef0b6032ce06f530cf39a7bbb68b13d5772995c6caedee16f53de519b',X'a9dcb1b4b36988f2112bfc7ad264eadd','{"tag":"RIED-SRV-01","kind":"server","status":"in-service","managed_by":"provider","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"assigned_to":"Mme Œuvrard","serial":"SN-0009"},"attrs":{"ram":"64 Go"}}','{"tag":"RIED-SRV-01","kind":"server","status":"in-service","managed_by":"provider","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"assigned_to":"Mme Œuvrard","os_version":"12.4","serial":"SN-0009"},"attrs":{"ram":"64 Go"}}');
INSERT INTO asset_change VALUES(13,46,0,5,X'82ace7f233dfa1d42d0038b19052ed99e824fc919d9c52adb488aa0224d41126',X'78c175ee7d3d88aa0cf0fb62d59d4a86',NULL,'{"tag":"RIED-M365","kind":"licence","status":"in-service","managed_by":"provider","criticality":"normal","dates":{"expires_on":"2027-03-31"},"seats":2,"texts":{"label":"Microsoft 365","licence_key":"ABCDE-12345-XYZW9","manufacturer":"Microsoft"}}');
INSERT INTO asset_change VALUES(14,47,0,6,X'4e4608d4b9f0dd0ec05512f442cecb4237b344d3a8a3cf193bbb7f1ad9d09702',X'ce5d14c8a37bc464cf2e6a4901990408',NULL,'{"tag":"EDR","kind":"licence","status":"in-service","managed_by":"provider","criticality":"normal","seats":9,"texts":{"label":"Endpoint"},"attrs":{"owner":"provider","perpetual":"yes"}}');
INSERT INTO asset_change VALUES(15,53,0,3,X'0a6bc1fbb21d4e852a8381d8c96a8ea84edd31051552ec4fda622b6e70b8df54',X'2d202c8431aa6d9960479297e0a91970','{"tag":"RIED-PC-09","kind":"laptop","status":"in-service","managed_by":"provider","criticality":"normal","site":"nord","texts":{"assigned_to":"Paul Contact 1","serial":"SN-0019"}}','{"tag":"RIED-PC-09","kind":"laptop","status":"retired","managed_by":"provider","criticality":"normal","site":"nord","texts":{"assigned_to":"Paul Contact 1","serial":"SN-0019"}}');
INSERT INTO asset_change VALUES(16,69,0,1,X'fde1879b9ca921e21bd4404e65308e35bc93e7856b26ef175586810215102c42',X'501ad5e8a88045c425c3b32c9e273ac2','{"tag":"RIED-SRV-01","kind":"server","status":"in-service","managed_by":"provider","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"assigned_to":"Mme Œuvrard","os_version":"12.4","serial":"SN-0009"},"attrs":{"ram":"64 Go"}}','{"tag":"RIED-SRV-01","kind":"server","status":"in-service","managed_by":"third-party","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"assigned_to":"Mme Œuvrard","os_version":"12.4","serial":"SN-0009"},"attrs":{"ram":"64 Go","third_party":"sage"}}');
INSERT INTO asset_change VALUES(17,75,0,2,X'bf0e89310ae3d94b5689ea2f546775ac65e78361b0726114eabc46ee29840821',X'42874b8cddbc3b6a30628df317afb0be','{"tag":"RIED-PC 02/B","kind":"laptop","status":"in-service","managed_by":"provider","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"assigned_to":"Mme Œuvrard","serial":"SN-0002"},"attrs":{"ram":"64 Go"}}','{"tag":"RIED-PC 02/B","kind":"laptop","status":"in-service","managed_by":"third-party","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"assigned_to":"Mme Œuvrard","serial":"SN-0002"},"attrs":{"ram":"64 Go"}}');
INSERT INTO asset_change VALUES(18,93,2,7,X'df551b68b74afeee927ca9c0ed794482d5c696e3c735914d4a81b75301852067',X'e568df504736e6b2ac73446c9284f7bd',NULL,'{"tag":"RIED-NEUF","kind":"laptop","status":"in-service","managed_by":"provider","criticality":"normal","texts":{"serial":"Z1"}}');
INSERT INTO asset_change VALUES(19,93,3,2,X'a032a5d9de1bad949b56246ed2afbf28ae014891c82d8de2204c4fdd85bf26e4',X'3f5cdbe63617be7d1cf5489340d759b0','{"tag":"RIED-PC 02/B","kind":"laptop","status":"in-service","managed_by":"third-party","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"assigned_to":"Mme Œuvrard","serial":"SN-0002"},"attrs":{"ram":"64 Go"}}','{"tag":"RIED-PC 02/B","kind":"laptop","status":"in-service","managed_by":"third-party","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"assigned_to":"Mme Œuvrard","serial":"Z2"},"attrs":{"ram":"64 Go"}}');
INSERT INTO asset_change VALUES(20,94,0,2,X'f48bc258c19bc5dcaebf888045c9c3eeff2384f844cce09693ba41f16f09f8b0',X'237ff6dbd1af049112f28a782ae17ec1','{"tag":"RIED-PC 02/B","kind":"laptop","status":"in-service","managed_by":"third-party","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"assigned_to":"Mme Œuvrard","serial":"Z2"},"attrs":{"ram":"64 Go"}}','{"tag":"RIED-PC 02/B","kind":"laptop","status":"in-service","managed_by":"third-party","criticality":"normal","site":"Sélestat","dates":{"warranty_until":"2027-01-31"},"texts":{"assigned_to":"Mme Œuvrard","serial":"SN-0002"},"attrs":{"ram":"64 Go"}}');
INSERT INTO asset_change VALUES(21,94,0,7,X'8a0db9a93950bf26fb687d9653883adbff2b847f5df78c1fda3bd5f11ef9284d',X'58dc2eb453a2da77e7f354fddf6c2888','{"tag":"RIED-NEUF","kind":"laptop","status":"in-service","managed_by":"provider","criticality":"normal","texts":{"serial":"Z1"}}',NULL);
INSERT INTO asset_change VALUES(22,98,2,8,X'cc71aad9f9b78eadd5f82edd1709910a24c4903ffed3a399eb06b6a6362bcbee',X'2c114c87be1ca707c619caa6ac07bd6e',NULL,'');
INSERT INTO asset_change VALUES(23,98,3,9,X'7d37c8696fa42b9c6122bba6be6821dfc6f327129c93c1b38f5da02a37f76c15',X'3c091fb3c07cce4ac682d250adffc8e4',NULL,'');
INSERT INTO asset_change VALUES(24,98,4,10,X'059d3088009cbda6f766ab64f83c7a7236c9003fa16298cbef8e0bde753e0094',X'9f0723988b69abdac3dc5193222e3bef',NULL,'');
INSERT INTO asset_change VALUES(25,99,0,8,X'f2a7f259e2aa26f2a2619cd75c48fd8a6d517066a10e3ca91d3c7b61409dc184',X'dd313fc83c624af8bcc8f63176991780','{"tag":"RIED-PC-20","kind":"laptop","status":"in-service","managed_by":"provider","criticality":"normal","texts":{"label":"Accueil","serial":"SN-0020"}}','{"tag":"RIED-PC-20","kind":"laptop","status":"in-service","managed_by":"provider","criticality":"normal","texts":{"assigned_to":"M. Klein","label":"Accueil","serial":"SN-0020"}}');
INSERT INTO asset_change VALUES(26,100,0,11,X'abcd516e758b2673b6e15dcb364bd91cd1bd256eb45ba4ebbc20a1af6a257925',X'87aa47d2f2d8c2985fd727f88ebbfdde',NULL,'');
INSERT INTO asset_change VALUES(27,101,0,11,X'77c4cc7bb1bc48cce77d4b8f6bcd09a8c728f7ee5c6f646aac3f3974291153a9',X'783316cf211908f296802bc154780a72','{"tag":"RIED-NAS","kind":"server","status":"in-service","managed_by":"provider","criticality":"normal","texts":{"label":"Sauvegardes"}}',NULL);
CREATE TABLE IF NOT EXISTS "campaign_asset" (
    campaign INTEGER NOT NULL REFERENCES campaign (id),
    asset INTEGER NOT NULL REFERENCES asset (id),
    change INTEGER NOT NULL REFERENCES "asset_change" (id),
    PRIMARY KEY (campaign, asset)
) STRICT, WITHOUT ROWID;
INSERT INTO campaign_asset VALUES(1,1,12);
INSERT INTO campaign_asset VALUES(1,2,2);
INSERT INTO campaign_asset VALUES(1,5,13);
CREATE TABLE IF NOT EXISTS "contract_version" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ref TEXT NOT NULL CHECK (length(ref) BETWEEN 1 AND 64),
    key TEXT NOT NULL,
    client INTEGER NOT NULL CHECK (client > 0),
    amendment INTEGER NOT NULL CHECK (amendment >= 0),
    effective_on TEXT NOT NULL,
    source TEXT NOT NULL CHECK (length(source) <= 4000000),
    terms TEXT NOT NULL CHECK (length(terms) <= 4000000),
    event INTEGER NOT NULL REFERENCES event (id),
    replaced_by INTEGER REFERENCES event (id)
) STRICT;
INSERT INTO contract_version VALUES(1,'RIED-2025','ried-2025',1,0,'2025-07-01',replace('ref = "RIED-2025"\n','\n',char(10)),'{"ref":"RIED-2025","client":"ried","title":"Infogérance globale","amendment":0,"effective_on":"2025-07-01","starts_on":"2025-07-01","ends_on":null,"calendar":"ried-bureau","policy":{"suspends":["resolution"],"pauses":["waiting-client"],"on_severity_up":"from-opening","on_severity_down":"from-opening","on_reopen":"cumulative","elapsed_due_when_closed":"keep","min_sample":5,"warn_at":75}}',7,NULL);
INSERT INTO contract_version VALUES(2,'RIED-2025','ried-2025',1,1,'2026-01-01',replace('ref = "RIED-2025"\n','\n',char(10)),'{"ref":"RIED-2025","client":"ried","title":"Infogérance globale","amendment":1,"effective_on":"2026-01-01","starts_on":"2025-07-01","ends_on":null,"calendar":"ried-bureau","policy":{"suspends":["resolution"],"pauses":["waiting-client"],"on_severity_up":"from-opening","on_severity_down":"from-opening","on_reopen":"cumulative","elapsed_due_when_closed":"keep","min_sample":5,"warn_at":75}}',8,NULL);
INSERT INTO contract_version VALUES(3,'RIED-CARNET','ried-carnet',1,0,'2026-01-01',replace('ref = "RIED-CARNET"\nclient = "ried"\ntitle = "Carnet d''heures"\nstarts_on = "2026-01-01"\nmonths = 36\ncalendar = "ried-bureau"\n[volume]\nunit = "minute"\nincluded = 720\nperiod = "month"\nrounding = 15\non_site_minimum = 60\n','\n',char(10)),'{"ref":"RIED-CARNET","client":"ried","title":"Carnet d''heures","amendment":0,"effective_on":"2026-01-01","starts_on":"2026-01-01","months":36,"ends_on":"2028-12-31","calendar":"ried-bureau","policy":{"suspends":["resolution"],"pauses":["waiting-client"],"on_severity_up":"from-opening","on_severity_down":"from-opening","on_reopen":"cumulative","elapsed_due_when_closed":"keep","min_sample":5,"warn_at":75},"volume":{"unit":"minute","included":"720","period":"month","rounding":15,"on_site_minimum":60,"out_of_hours_factor":"1","carry_over":"none"}}',58,NULL);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('client',3);
INSERT INTO sqlite_sequence VALUES('calendar_version',2);
INSERT INTO sqlite_sequence VALUES('site',2);
INSERT INTO sqlite_sequence VALUES('version_rule',3);
INSERT INTO sqlite_sequence VALUES('campaign',2);
INSERT INTO sqlite_sequence VALUES('third_party',2);
INSERT INTO sqlite_sequence VALUES('contract_version',3);
CREATE UNIQUE INDEX event_of_ticket ON event (ticket, seq) WHERE ticket IS NOT NULL;
CREATE INDEX event_of_subject ON event (subject, key, id) WHERE key IS NOT NULL;
CREATE UNIQUE INDEX calendar_version_held ON calendar_version (key, effective_on) WHERE replaced_by IS NULL;
CREATE UNIQUE INDEX asset_tag ON asset (client, tag_key);
CREATE UNIQUE INDEX asset_serial ON asset (client, serial_key) WHERE serial_key IS NOT NULL;
CREATE INDEX ticket_open ON ticket_cache (client, opened_at) WHERE is_open = 1;
CREATE INDEX ticket_over ON ticket_cache (client, last_at, opened_at) WHERE is_open = 0;
CREATE INDEX ticket_under_contract ON ticket_cache (contract_key, amendment) WHERE contract_key IS NOT NULL;
CREATE UNIQUE INDEX site_of_client ON site (client, key);
CREATE UNIQUE INDEX contact_of_client ON contact (client, key);
CREATE INDEX asset_deed_of_asset ON asset_deed (asset, event);
CREATE UNIQUE INDEX version_rule_of_client ON version_rule (client, key) WHERE client IS NOT NULL;
CREATE UNIQUE INDEX version_rule_of_all ON version_rule (key) WHERE client IS NULL;
CREATE INDEX licence_seat_of_licence ON licence_seat (licence, event);
CREATE INDEX licence_seat_held ON licence_seat (licence) WHERE released IS NULL;
CREATE INDEX licence_seat_on_asset ON licence_seat (asset) WHERE released IS NULL AND asset IS NOT NULL;
CREATE INDEX asset_licence ON asset (client, tag_key) WHERE kind = 'licence';
CREATE INDEX asset_cover ON asset (client, tag_key) WHERE kind IN ('backup', 'antivirus');
CREATE UNIQUE INDEX campaign_of_client ON campaign (client, key);
CREATE INDEX authorisation_of_client ON authorisation (client);
CREATE INDEX authorisation_of_third_party ON authorisation (third_party);
CREATE INDEX event_of_work ON event (ticket, seq)
    WHERE type IN ('time_logged', 'corrected', 'cancelled', 'undone') AND ticket IS NOT NULL;
CREATE INDEX asset_change_of_asset ON asset_change (asset, id);
CREATE UNIQUE INDEX contract_version_held ON contract_version (key, amendment) WHERE replaced_by IS NULL;
CREATE INDEX contract_of_client ON contract_version (client, key);
CREATE VIEW asset_history AS
    SELECT h.id, h.event, h.line, h.asset, h.digest, h.salt, h.before,
        CASE WHEN h.after <> '' THEN h.after
            WHEN h.after = '' THEN coalesce(
                (SELECT n.before FROM asset_change n
                    WHERE n.id = (SELECT min(l.id) FROM asset_change l WHERE l.asset = h.asset AND l.id > h.id)),
                (SELECT a.data FROM asset a WHERE a.id = h.asset))
        END AS after
    FROM asset_change h;
COMMIT;

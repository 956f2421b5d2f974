import time
from datetime import timedelta
from kokebok.desk.models import Decision
from kokebok.inputs.models import Input, State
from tests.reading.log_cast import CAME
from tests.world import make_fact, paragraph_saying, make_cookbook, make_person
from kokebok.people.models import RoleName
WORDS = "Vi trodde det holdt å komme i oktober men kommunen trengte lengre tid enn det og budsjettet var alt lagt fast før sommeren slik at ordningen ble utsatt".split()
def test_speed(db, client):
    book = make_cookbook(); make_fact(book); p = paragraph_saying("samfunnsmål"); by = make_person("a@b.no","A",RoleName.EDITOR)
    w = p.wordings.get()
    import random
    r = random.Random(1)
    n=5000
    Input.objects.bulk_create([Input(kind="comment", state="answered", settled_at=CAME+timedelta(days=3), paragraph=p, wording=w, text=" ".join(r.choices(WORDS,k=80)), received_at=CAME+timedelta(hours=k%700)) for k in range(n)])
    Decision.objects.bulk_create([Decision(given=i, outcome="later", reason="x", reply=" ".join(r.choices(WORDS,k=40)), by=by, at=i.settled_at) for i in Input.objects.all()])
    for a in ("", "?q=kommune", "?q=budsjetter+sommer", "atom/", "fil/csv/", "fil/xlsx/", "fil/docx/", "fil/json/"):
        t=time.process_time(); res=client.get("/innspill/"+a); print(a, res.status_code, round(time.process_time()-t,2), len(res.content))
